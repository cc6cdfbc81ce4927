/** Builds the messages of one batch: what they share is encoded once, what a row changes is encoded for the row. */
import type { Message, MessageStamp, MimeMessage, MimePolicy } from '../../shared/mail-types.ts'
import type { DkimSigner } from './dkim.ts'
import { assembleMime } from './mime.ts'
import { RememberingMaker } from './part-maker.ts'

/** Gives the octets `buildMime` gives for the same input, which a property test holds it to. */
export class MimeTemplate {
  readonly #policy: MimePolicy
  readonly #signer: DkimSigner | null
  readonly #maker = new RememberingMaker()

  constructor(policy: MimePolicy, signer: DkimSigner | null = null) {
    this.#policy = policy
    this.#signer = signer
  }

  build(message: Message, stamp: MessageStamp): MimeMessage {
    return assembleMime(message, stamp, this.#policy, this.#maker, this.#signer)
  }
}
