/** What a contact may hold, and how it stands in an address field. */
import type { Contact } from '../../shared/app-types.ts'
import { InputError } from '../../shared/errors.ts'
import { parseAddress } from '../mail/address.ts'

/** Whatever the server of a later message can take. */
const ANY_ADDRESS = { smtpUtf8: true, localDelivery: false }

/** Anything a header would need quotes for. */
const NEEDS_QUOTES = /["(),.:;<>@[\\\]]/

/** One line of name and note, and an address alone: without a name of its own. Throws InputError. */
export function checkedContact({ id, name, address, note }: Contact): Contact {
  const mailbox = parseAddress(address.trim(), 'address', ANY_ADDRESS)
  const kept = oneLine(name, 'name') || mailbox.name
  return { id, name: kept, address: mailbox.address, note: note.trim() }
}

/** `Ann <ann@example.com>`; the name in quotes where it needs them. */
export function mailboxOf({ name, address }: Pick<Contact, 'name' | 'address'>): string {
  if (name === '') return address
  const shown = NEEDS_QUOTES.test(name) ? `"${name.replaceAll(/["\\]/g, '\\$&')}"` : name
  return `${shown} <${address}>`
}

/** A mailbox as written, checked. Throws InvalidAddressError. */
export function checkedMailbox(text: string): string {
  return mailboxOf(parseAddress(text.trim(), 'members', ANY_ADDRESS))
}

/** Throws InputError for control characters and what turns the text around it. */
export function oneLine(text: string, field: string): string {
  if (!/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text)) return text.trim()
  throw new InputError(
    'bad-argument',
    `The ${field} must be one line without invisible control characters.`,
    { field },
  )
}
