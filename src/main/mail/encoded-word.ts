/** RFC 2047 encoded words, each complete in itself and never longer than 75 characters. */
import { encodeText } from './charset.ts'

/** RFC 2047 section 2. */
export const MAX_ENCODED_WORD = 75
/** Room for one character in any charset we can name. */
export const MIN_ENCODED_WORD = 36

/** What the Q encoding may show as it is even inside a phrase (RFC 2047 section 5, rule 3). */
const Q_SAFE = /[A-Za-z0-9!*+/-]/
const Q_OCTETS: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  const character = String.fromCharCode(octet)
  if (character === ' ') return '_'
  return Q_SAFE.test(character) ? character : `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
})

/**
 * The longest beginning of `text` that fits into `room` characters as one encoded word (at least one code
 * point), in `charset` or, where that lacks a character, in UTF-8; and the text that is left.
 * `field` names the header in errors.
 */
export function takeEncodedWord(
  text: string,
  charset: string,
  room: number,
  field: string,
): { readonly word: string; readonly rest: string } {
  const least = codePointEnd(text, 1)
  let end = codePointEnd(text, Math.min(text.length, room))
  for (;;) {
    const word = encodedWord(text.slice(0, end), charset, field)
    if (word.length <= room || end <= least) return { word, rest: text.slice(end) }
    // Escapes and padding make the relation uneven, so this is a guess that always gets shorter.
    const guess = Math.floor((end * room) / word.length)
    end = Math.max(least, codePointEnd(text, Math.min(guess, end - 1)))
  }
}

/** `index`, moved back where it would cut a surrogate pair, forward where that leaves nothing. */
function codePointEnd(text: string, index: number): number {
  const cutsPair = (text.codePointAt(index - 1) ?? 0) > 0xffff
  if (!cutsPair) return index
  return index > 1 ? index - 1 : index + 1
}

function encodedWord(text: string, charset: string, field: string): string {
  const { bytes, charset: name } = encodeText(text, charset, 'utf-8', field)
  let q = ''
  for (const octet of bytes) q += Q_OCTETS[octet]
  const base64Length = Math.ceil(bytes.length / 3) * 4
  return q.length <= base64Length
    ? `=?${name}?Q?${q}?=`
    : `=?${name}?B?${Buffer.from(bytes).toString('base64')}?=`
}
