/** What a connection asks of a message, and what a message asks of the place it is sent from. */

import type { MessageStamp, MimeMessage, MimePolicy } from '../../shared/mail-types.ts'
import type { DkimSigner } from '../mail/dkim.ts'

export interface Sendable {
  /** To, cc and bcc in that order, as written. */
  recipients(): readonly string[]
  /** The finished bytes. Throws a typed error that names the field at fault. */
  build(context: MailContext): MimeMessage
}

/** What messages take from the settings and the profile they are sent with. */
export interface MailContext {
  readonly defaults: {
    readonly from: string
    readonly replyTo: readonly string[]
    readonly charset: string
  }
  readonly policy: MimePolicy
  /** Signs what is built; null where the profile has no DKIM. */
  readonly signer: DkimSigner | null
  /** The present time and a new Message-ID. */
  newStamp(): MessageStamp
}
