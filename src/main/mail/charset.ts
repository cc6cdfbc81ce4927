/** Text to octets without loss: whatever a charset lacks is an error or goes out as UTF-8, never as `?`. */
import iconv from 'iconv-lite'
import { InputError } from '../../shared/errors.ts'
import { encodeIso2022Jp } from './iso-2022-jp.ts'
import { codePoint, visible } from './visible.ts'

/** Text in a charset, and the name that tells a reader which. */
interface EncodedText {
  readonly bytes: Uint8Array
  /** Lowercase, the preferred MIME name where there is one. */
  readonly charset: string
}

interface Charset {
  readonly name: string
  /** Undefined when a character would be lost. */
  readonly encode: (text: string) => Uint8Array | undefined
}

/** Preferred MIME names (IANA registry); of several for one codec, the first is used for its aliases. */
const MIME_NAMES: readonly string[] = [
  ...['utf-8', 'us-ascii', 'iso-2022-jp', 'shift_jis', 'windows-31j', 'euc-jp', 'euc-kr', 'ks_c_5601-1987'],
  ...['gb2312', 'gbk', 'gb18030', 'big5', 'big5-hkscs', 'koi8-r', 'koi8-u', 'macintosh', 'tis-620', 'viscii'],
  ...['iso-8859-8-i', 'iso-8859-8-e', 'hp-roman8', 'ptcp154', 'rk1048'],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
  ...[874, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => `windows-${page}`),
  ...[437, 775, 850, 852, 855, 857, 860, 861, 862, 863, 865, 866, 869].map((page) => `ibm${page}`),
]

/** Readers guess line ends, tags and header words from ASCII, so a mail charset must leave it alone. */
const ASCII = `\t\r\n${String.fromCharCode(...Array.from({ length: 95 }, (_, i) => i + 0x20))}`
/** They encode, but no reader knows them. */
const NOT_FOR_MAIL = new Set(['binary', 'cesu8'])
const IS_ASCII = /^[\0-\x7f]*$/

const charsets = new Map<string, Charset>()

/**
 * Encodes the text in the charset; with `unencodable` 'utf-8' in UTF-8 instead when a character is missing
 * there. Every name and alias iconv-lite knows is accepted if it keeps ASCII as it is (UTF-16 and UTF-7 do
 * not, see RFC 2781 section 3.3), and ISO-2022-JP. Shift_JIS, GB2312 and EUC-KR have the vendor additions
 * that the WHATWG Encoding Standard gives them, as all current readers do.
 * Throws InputError `unknown-charset` and `unencodable-character`, naming the character and `field`.
 */
export function encodeText(
  text: string,
  charset: string,
  unencodable: 'error' | 'utf-8',
  field: string,
): EncodedText {
  const { name, encode } = findCharset(charset, field)
  if (name !== 'iso-2022-jp' && IS_ASCII.test(text)) {
    return { bytes: Buffer.from(text, 'latin1'), charset: name }
  }
  const bytes = encode(text)
  if (bytes) return { bytes, charset: name }
  if (unencodable === 'utf-8' && name !== 'utf-8') return encodeText(text, 'utf-8', 'error', field)
  const culprit = firstLost(text, encode)
  throw new InputError(
    'unencodable-character',
    name === 'utf-8'
      ? `The ${field} contains ${codePoint(culprit)}, half of a character; write it again.`
      : `The ${field} contains ${visible(culprit)} (${codePoint(culprit)}), which the charset ${name} lacks; replace it or use utf-8.`,
    { field },
  )
}

/** The first code point that is lost, found by halving: large texts must not cost one call per character. */
function firstLost(text: string, encode: Charset['encode']): string {
  let rest = text
  for (;;) {
    let middle = rest.length >> 1
    if (/^[\udc00-\udfff]/.test(rest.slice(middle)) && /[\ud800-\udbff]$/.test(rest.slice(0, middle)))
      middle--
    const [head, tail] = [rest.slice(0, middle), rest.slice(middle)]
    if (head === '') return tail
    rest = encode(head) === undefined ? head : tail
  }
}

function findCharset(label: string, field: string): Charset {
  const known = charsets.get(label)
  if (known) return known
  const key = keyOf(label)
  const charset = /^[\w.:()+-]{1,40}$/.test(label) ? makeCharset(key) : undefined
  if (!charset) {
    throw new InputError(
      'unknown-charset',
      `The charset ${visible(label)} of the ${field} cannot be used in mail; use utf-8, or another that keeps ASCII.`,
      { field },
    )
  }
  charsets.set(label, charset)
  return charset
}

function makeCharset(key: string): Charset | undefined {
  if (/^(?:cs)?iso2022jp$/.test(key)) return { name: 'iso-2022-jp', encode: encodeIso2022Jp }
  if (!iconv.encodingExists(key)) return undefined
  const codec = codecOf(key)
  if (codec === 'utf8') return { name: 'utf-8', encode: encodeUtf8 }
  if (codec === 'ascii') return { name: 'us-ascii', encode: encodeAscii }
  if (NOT_FOR_MAIL.has(codec) || iconv.encode(ASCII, codec).toString('latin1') !== ASCII) return undefined
  return { name: mimeName(key), encode: (text) => encodeLossless(text, codec) }
}

function encodeAscii(text: string): Uint8Array | undefined {
  return IS_ASCII.test(text) ? Buffer.from(text, 'latin1') : undefined
}

function encodeUtf8(text: string): Uint8Array | undefined {
  return text.isWellFormed() ? Buffer.from(text, 'utf8') : undefined
}

/**
 * iconv-lite replaces what it lacks by `?` without a word, so the way back has to prove the way out; except
 * for U+FFFD, which it takes for the octets that mean nothing.
 */
function encodeLossless(text: string, codec: string): Uint8Array | undefined {
  if (text.includes('\ufffd')) return undefined
  const bytes = iconv.encode(text, codec)
  return iconv.decode(bytes, codec) === text ? bytes : undefined
}

function mimeName(key: string): string {
  const codec = codecOf(key)
  const exact = MIME_NAMES.find((name) => keyOf(name) === key)
  return exact ?? MIME_NAMES.find((name) => codecOf(keyOf(name)) === codec) ?? codec
}

/** iconv-lite's own rule for comparing names. */
function keyOf(label: string): string {
  return label.toLowerCase().replace(/:\d{4}$|[^0-9a-z]/g, '')
}

/** Follows iconv-lite's aliases to the codec they end at. */
function codecOf(key: string): string {
  // iconv-lite's own Big5 has the Hong Kong additions, which many readers of `big5` lack.
  if (key === 'big5') return 'cp950'
  const target: unknown = iconv.encodings?.[key]
  return typeof target === 'string' ? codecOf(target) : key
}
