/** Addresses as written by people, turned into the one form that headers, envelope and journal share. */
import { asciiDomain } from './domain.ts'
import { InvalidAddressError } from './errors.ts'
import { assertHeaderValue } from './header-value.ts'
import { ordinaryAddress } from './ordinary-address.ts'
import { visible } from './visible.ts'

export interface Address {
  /** The display name as meant, without quotes or escapes; empty when there is none. */
  readonly name: string
  /** As on the wire: in quotes where they are needed, and only there. */
  readonly localPart: string
  /** Lowercase A-labels or an address literal; empty for local delivery. */
  readonly domain: string
  /** `localPart@domain`: the envelope form, which is also what is shown, suppressed and deduplicated. */
  readonly address: string
}

/** What an address may look like for the server it goes to; a MimePolicy is one. */
export interface AddressPolicy {
  /** Permit non-ASCII local parts (RFC 6531). */
  readonly smtpUtf8: boolean
  /** Permit addresses without a domain. */
  readonly localDelivery: boolean
}

/** Where an address was found, for the error. */
interface Slot {
  readonly text: string
  readonly field: string
}

const ATEXT = "A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\u0080-\\u{10ffff}"
const DOT_ATOM = new RegExp(`^[${ATEXT}]+(?:\\.[${ATEXT}]+)*$`, 'u')
const PHRASE = new RegExp(`^[${ATEXT}. ]*$`, 'u')
const QUOTED_STRING = /^"([^"\\]*(?:\\.[^"\\]*)*)"/u
const NON_ASCII = /[^\0-\x7f]/
/** Invisible or direction-changing: only good for making one address look like another. */
const HOSTILE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u
/** In names the marks and joiners of living scripts stay; what reorders the text around it does not. */
const HOSTILE_IN_NAME = /[\u202a-\u202e\u2066-\u2069]/u

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/[()]/, 'comments in parentheses are not accepted; remove them'],
  [/,/, 'a comma separates addresses; put a name that has one in quotes, and each address in its own place'],
  [/[:;]/, 'groups and routes are not accepted; separate addresses by commas'],
  [/["\\]/, 'the quoting is ambiguous; put the whole name in one pair of quotes'],
  [/@/, 'a second @ must stand in quotes'],
  [/[<>[\]]/, 'a bracket stands where none may; remove it'],
  [/ /, 'it contains a space; remove it'],
  [/^\.|\.\.|\.$/, 'the part before the @ has a dot too many; remove it'],
]

/**
 * Reads one mailbox: `a@example.com`, `Name <a@example.com>` or `"Name, quoted" <a@example.com>` (RFC 5322
 * section 3.4, without comments, groups, routes and obsolete forms). Nothing is repaired.
 * `field` names the place in errors. Throws InvalidAddressError; BadHeaderError for control characters,
 * except in bcc, which is no header.
 */
export function parseAddress(text: string, field: string, policy: AddressPolicy): Address {
  const ordinary = ordinaryAddress(text)
  if (ordinary) return ordinary
  const slot = { text, field }
  assertNoControl(slot)
  const { name, spec } = splitMailbox(slot, text.replace(/^ +| +$/g, ''))
  if (!name.isWellFormed()) throw refusal(slot, 'the name holds half a character; write it again')
  const hostile = HOSTILE_IN_NAME.exec(name)
  if (hostile) throw refusal(slot, `the name contains ${visible(hostile[0])}; remove it`)
  return { name, ...parseAddrSpec(slot, spec, policy) }
}

/** Reads the value of an address header: mailboxes separated by commas. Empty places are dropped. */
export function parseAddressList(text: string, field: string, policy: AddressPolicy): readonly Address[] {
  assertNoControl({ text, field })
  return splitList(text)
    .filter((part) => !/^ *$/.test(part))
    .map((part) => parseAddress(part, field, policy))
}

function refusal(slot: Slot, reason: string): InvalidAddressError {
  return new InvalidAddressError(
    slot.field,
    `Invalid address ${visible(slot.text)} in ${slot.field}: ${reason}.`,
  )
}

function explain(slot: Slot, text: string, otherwise: string): InvalidAddressError {
  return refusal(slot, REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? otherwise)
}

function assertNoControl(slot: Slot): void {
  if (!/\p{Cc}/u.test(slot.text)) return
  if (!/^bcc$/i.test(slot.field)) assertHeaderValue(slot.field, slot.text)
  throw refusal(slot, 'it contains a control character; remove it')
}

function splitMailbox(slot: Slot, text: string): { name: string; spec: string } {
  const quoted = QUOTED_STRING.exec(text)
  if (text.startsWith('"') && !quoted) throw refusal(slot, 'a quote is never closed; add the second one')
  const open = quoted ? text.indexOf('<', quoted[0].length) : text.indexOf('<')
  if (open < 0 || (quoted && text[quoted[0].length] === '@')) return { name: '', spec: text }
  if (!text.endsWith('>')) throw refusal(slot, 'nothing may follow the address; end with >')
  const spec = text.slice(open + 1, -1)
  const before = text.slice(quoted?.[0].length ?? 0, open).replace(/ +$/, '')
  if (quoted && before !== '') throw explain(slot, '"', '')
  if (!PHRASE.test(before)) throw explain(slot, before, 'the name needs quotes; add them')
  return { name: quoted ? unquote(quoted[1] ?? '') : before, spec }
}

function parseAddrSpec(slot: Slot, spec: string, policy: AddressPolicy): Omit<Address, 'name'> {
  const quoted = QUOTED_STRING.exec(spec)
  const at = quoted ? quoted[0].length : spec.lastIndexOf('@')
  if (at === 0) throw explain(slot, spec.slice(1), 'nothing stands before the @; write name@example.com')
  if (at < 0 && policy.localDelivery && spec !== '')
    return { ...localPartOnly(slot, spec, policy), domain: '' }
  if (at < 0 || spec[at] !== '@') throw explain(slot, spec, 'it has no @; write name@example.com')

  const localPart = checkLocalPart(slot, spec.slice(0, at), quoted?.[1], policy)
  const written = spec.slice(at + 1)
  if (written === '') throw refusal(slot, 'nothing follows the @; write name@example.com')
  const domain = asciiDomain(written)
  if (domain === undefined) throw refusal(slot, 'the part after the @ is not a mail domain; correct it')
  const address = `${localPart}@${domain}`
  // RFC 5321 section 4.5.3.1.3, less the angle brackets (erratum 1690 to RFC 3696).
  if (Buffer.byteLength(address) > 254) throw refusal(slot, 'it is longer than 254 octets; shorten it')
  return { localPart, domain, address }
}

function localPartOnly(
  slot: Slot,
  spec: string,
  policy: AddressPolicy,
): { localPart: string; address: string } {
  const localPart = checkLocalPart(slot, spec, undefined, policy)
  return { localPart, address: localPart }
}

/** The wire form of a local part; `content` is the inside of its quotes where it has them. */
function checkLocalPart(
  slot: Slot,
  text: string,
  content: string | undefined,
  policy: AddressPolicy,
): string {
  if (!policy.smtpUtf8 && NON_ASCII.test(text)) {
    throw refusal(slot, 'the local-part contains non-ASCII characters, which need a server with SMTPUTF8')
  }
  const hostile = HOSTILE.exec(text.replaceAll(' ', ''))
  if (hostile) throw refusal(slot, `the part before the @ contains ${visible(hostile[0])}; remove it`)
  // RFC 6532 section 3.1: one spelling for what looks the same.
  const plain = (content === undefined ? text : unquote(content)).normalize('NFC')
  const isDotAtom = DOT_ATOM.test(plain)
  if (content === undefined && !isDotAtom) throw explain(slot, text, 'the part before the @ is not valid')
  const wire = isDotAtom ? plain : `"${plain.replace(/["\\]/g, '\\$&')}"`
  if (Buffer.byteLength(wire) > 64) throw refusal(slot, 'the part before the @ is longer than 64 octets')
  return wire
}

function unquote(quoted: string): string {
  return quoted.replace(/\\(.)/gu, '$1')
}

/** Cuts at the commas outside quotes and angle brackets; what is wrong with a part is found later. */
function splitList(text: string): readonly string[] {
  const parts: string[] = []
  let start = 0
  let quoted = false
  let angle = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (quoted && char === '\\') i++
    else if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === '<' || char === '>') angle = char === '<'
    else if (char === ',' && !angle) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, text.slice(start)]
}
