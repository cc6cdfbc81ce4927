/** What a suppression entry is, and which entries stop an address. */
import { parseAddress } from '../mail/address.ts'
import { asciiDomain } from '../mail/domain.ts'
import { InvalidAddressError } from '../mail/errors.ts'
import { visible } from '../mail/visible.ts'

/** Whatever the server a message goes to can take: an opt-out is written down in any case. */
const ANY_ADDRESS = { smtpUtf8: true, localDelivery: false }

/**
 * The entry for `ann@example.com`, `Ann <ann@example.com>` or `@example.com` (the whole domain, without its
 * subdomains). Throws InvalidAddressError.
 */
export function parseEntry(text: string): string {
  const trimmed = text.trim()
  if (!trimmed.startsWith('@')) return entryOf(parseAddress(trimmed, 'address', ANY_ADDRESS).address)
  const domain = asciiDomain(trimmed.slice(1))
  if (domain !== undefined) return entryOf(`@${domain}`)
  throw new InvalidAddressError(
    'address',
    `Invalid domain ${visible(trimmed)}: what follows the @ is not a mail domain; write @example.com.`,
  )
}

/**
 * The two entries that stop an address in the form of `Address.address`: itself and its domain. RFC 5321
 * lets "Ann" and "ann" be two people, but an opt-out that is too wide is harmless and one that is too
 * narrow is not, so both are the same here.
 */
export function entriesFor(address: string): readonly [address: string, domain: string] {
  const entry = entryOf(address)
  // Without an @ for local delivery: then there is no domain, and the address stands in for it.
  return [entry, entry.slice(Math.max(0, entry.lastIndexOf('@')))]
}

function entryOf(address: string): string {
  return address.toLowerCase().normalize('NFC')
}
