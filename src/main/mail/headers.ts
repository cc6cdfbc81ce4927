/** Header lines as they go on the wire: validated, encoded where they must be, folded, ending in CRLF. */
import type { Address } from './address.ts'
import { encodeText } from './charset.ts'
import { InvalidAddressError } from './errors.ts'
import { foldHeader, MAX_LINE, type Token } from './fold.ts'
import { assertHeaderSyntax, assertHeaderValue } from './header-value.ts'
import { visible } from './visible.ts'

export { parameterHeaderLine } from './header-parameters.ts'
export { assertHeaderName, assertHeaderValue } from './header-value.ts'

export interface HeaderOptions {
  /** Of encoded words; UTF-8 takes its place for text it lacks. */
  readonly charset: string
  /** Raw UTF-8 instead of encoded words (RFC 6532). */
  readonly smtpUtf8: boolean
}

const ADDRESS_HEADER = /^(?:resent-)?(?:from|sender|reply-to|to|cc|bcc)$/i
/** Pure prose, where an encoded word loses nothing. Elsewhere (`List-Unsubscribe`, `X-…`) programs read. */
const PROSE_HEADER = /^(?:subject|comments|content-description)$/i

const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/
/** A space at the edge is lost on the way; anything like an encoded word would be decoded. */
const NEEDS_ENCODING = /[^ -~]|=\?|^ | $/
/** With raw UTF-8 still: white space that readers trim or take for a line end. */
const NEEDS_ENCODING_UTF8 = /[^\S ]|=\?|^ | $/
/** What still fits a continuation line beside encoded words. */
const LONGEST_WORD = 75

const ATEXT = "A-Za-z0-9!#$%&'*+/=?^_`{|}~-"
const ATOMS = new RegExp(`^[${ATEXT}\\u0080-\\uffff]+(?: [${ATEXT}\\u0080-\\uffff]+)*$`)

/** Whether the value of this header is a list of mailboxes. */
export function isAddressHeader(name: string): boolean {
  return ADDRESS_HEADER.test(name)
}

/**
 * An unstructured header. What a reader decodes is the value, character by character: spaces at the edges
 * and text that looks like an encoded word included. Throws BadHeaderError for what no header may hold.
 */
export function headerLine(name: string, value: string, options: HeaderOptions): string {
  assertHeaderSyntax(name)
  if (name.length + value.length <= 76 && PLAIN.test(value) && !value.includes('=?'))
    return `${name}: ${value}\r\n`
  assertHeaderValue(name, value)

  // Where spaces come in runs, folding would leave some at the edge of a line.
  const words = value.split(/(?<=[^ ]) (?=[^ ])/)
  const pattern = options.smtpUtf8 ? NEEDS_ENCODING_UTF8 : NEEDS_ENCODING
  const longest = PROSE_HEADER.test(name) ? LONGEST_WORD : MAX_LINE - 1
  const mustEncode = (word: string): boolean => pattern.test(word) || Buffer.byteLength(word) > longest
  const first = words.findIndex(mustEncode)
  if (first < 0) return foldHeader(name, words.map(raw), options.charset)

  const last = words.findLastIndex(mustEncode)
  const text = words.slice(first, last + 1).join(' ')
  const tokens = [...words.slice(0, first).map(raw), encoded(text), ...words.slice(last + 1).map(raw)]
  return foldHeader(name, tokens, charsetFor(text, name, options))
}

/** A header of mailboxes, at least one, comma-separated. Only display names are quoted or encoded. */
export function addressHeaderLine(
  name: string,
  addresses: readonly Address[],
  options: HeaderOptions,
): string {
  assertHeaderSyntax(name)
  const tokens = addresses.flatMap((address, i) =>
    mailboxTokens(name, address, i < addresses.length - 1 ? ',' : '', options),
  )
  const text = tokens.map((token) => (token.kind === 'encoded' ? token.text : '')).join('')
  return foldHeader(name, tokens, text === '' ? options.charset : charsetFor(text, name, options))
}

function mailboxTokens(field: string, mailbox: Address, comma: string, options: HeaderOptions): Token[] {
  assertHeaderValue(field, mailbox.address)
  if (!options.smtpUtf8 && /[^ -~]/.test(mailbox.address)) {
    throw new InvalidAddressError(
      field,
      `Invalid address ${visible(mailbox.address)} in ${field}: the local-part contains non-ASCII characters, which need a server with SMTPUTF8.`,
    )
  }
  if (mailbox.name === '') return [raw(mailbox.address + comma)]
  assertHeaderValue(field, mailbox.name)
  return [...phraseTokens(mailbox.name, options), raw(`<${mailbox.address}>${comma}`)]
}

function phraseTokens(name: string, options: HeaderOptions): Token[] {
  const pattern = options.smtpUtf8 ? NEEDS_ENCODING_UTF8 : NEEDS_ENCODING
  if (pattern.test(name)) return [encoded(name)]
  if (ATOMS.test(name)) {
    const words = name.split(' ')
    const tooLong = words.some((word) => Buffer.byteLength(word) > LONGEST_WORD)
    return tooLong ? [encoded(name)] : words.map(raw)
  }
  const quoted = `"${name.replace(/["\\]/g, '\\$&')}"`
  return [Buffer.byteLength(quoted) > LONGEST_WORD ? encoded(name) : raw(quoted)]
}

/** One charset for all encoded words of a header: the message's own, if it has every character. */
function charsetFor(text: string, field: string, options: HeaderOptions): string {
  return encodeText(text, options.charset, 'utf-8', field).charset
}

function raw(text: string): Token {
  return { kind: 'raw', text }
}

function encoded(text: string): Token {
  return { kind: 'encoded', text }
}
