/** From a few typed letters to the people and groups they may mean. */
import type { Contact, ContactGroup } from '../../shared/app-types.ts'
import { groupMailbox } from '../../shared/group-mailbox.ts'
import { mailboxOf } from './contact-fields.ts'

const MOST = 10

interface Candidate {
  /** What is looked at, the more telling first. */
  readonly texts: readonly string[]
  readonly mailbox: string
}

/** At most 10; those that begin with what was typed come before those that only contain it. */
export function suggest(
  typed: string,
  contacts: readonly Contact[],
  groups: readonly ContactGroup[],
): readonly string[] {
  const wanted = folded(typed.trim())
  if (wanted === '') return []
  const candidates: Candidate[] = [
    ...contacts.map((contact) => ({
      texts: [contact.name, contact.address],
      mailbox: mailboxOf(contact),
    })),
    ...groups
      .filter(({ members }) => members.length > 0)
      .map(({ name, members }) => ({ texts: [name], mailbox: groupMailbox(name, members) })),
  ]
  return candidates
    .map(({ texts, mailbox }) => ({ rank: Math.min(...texts.map((text) => rankOf(text, wanted))), mailbox }))
    .filter(({ rank }) => Number.isFinite(rank))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ mailbox }) => mailbox)
}

/** 0: begins with it, 1: one of its words does, 2: contains it. */
function rankOf(text: string, wanted: string): number {
  const whole = folded(text)
  if (whole.startsWith(wanted)) return 0
  if (!whole.includes(wanted)) return Number.POSITIVE_INFINITY
  return [...whole.matchAll(/(?<=[\s.@_+-])/gu)].some(({ index }) => whole.startsWith(wanted, index)) ? 1 : 2
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
