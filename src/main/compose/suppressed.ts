/** Which recipients of a draft are on the suppression list, and the draft without them. */
import type { DraftContent } from '../../shared/draft-types.ts'
import type { SuppressedRecipient } from '../../shared/suppression-types.ts'
import { parseAddress } from '../mail/address.ts'
import type { SuppressionList } from '../suppression/suppression-list.ts'

/** What the draft was built with has judged the addresses already. */
const ANY_ADDRESS = { smtpUtf8: true, localDelivery: true }

/** `addresses` in the form of the envelope. */
export function suppressedRecipients(
  addresses: readonly string[],
  suppression: Pick<SuppressionList, 'find'>,
): readonly SuppressedRecipient[] {
  return addresses.flatMap((address) => {
    const found = suppression.find(address)
    return found === null ? [] : [{ address, entry: found.entry, reason: found.reason }]
  })
}

export function withoutRecipients(content: DraftContent, gone: readonly string[]): DraftContent {
  const stays = (mailbox: string): boolean =>
    mailbox.trim() === '' || !gone.includes(parseAddress(mailbox, 'to', ANY_ADDRESS).address)
  const { to, cc, bcc } = content
  return { ...content, to: to.filter(stays), cc: cc.filter(stays), bcc: bcc.filter(stays) }
}
