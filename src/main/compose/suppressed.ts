/** Which recipients of a draft are on the suppression list, and the draft without them. */
import type { DraftContent } from '../../shared/draft-types.ts'
import { groupMembers } from '../../shared/group-mailbox.ts'
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

/** Groups lose those members only. */
export function withoutRecipients(content: DraftContent, gone: readonly string[]): DraftContent {
  const stays = (mailbox: string): boolean =>
    mailbox.trim() === '' || !gone.includes(parseAddress(mailbox, 'to', ANY_ADDRESS).address)
  const rest = (written: readonly string[]): readonly string[] =>
    written.flatMap((text) => {
      const members = groupMembers(text) ?? [text]
      return members.every(stays) ? [text] : members.filter(stays)
    })
  return { ...content, to: rest(content.to), cc: rest(content.cc), bcc: rest(content.bcc) }
}
