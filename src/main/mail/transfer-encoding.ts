/** Content-Transfer-Encoding (RFC 2045 section 6): which one a body gets, and the encoders. */
import { isAscii } from 'node:buffer'
import { hasOnlyCrlf, linesFit } from './lines.ts'
import { asBuffer } from './octets.ts'
import { encodeQuotedPrintable } from './quoted-printable.ts'

export type TransferEncoding = '7bit' | '8bit' | 'quoted-printable' | 'base64'

export interface EncodedBody {
  readonly encoding: TransferEncoding
  /** A string is ASCII. */
  readonly body: string | Uint8Array
}

/** RFC 2045 sections 6.7 and 6.8. */
const maxLine = 76

/** Whether text in CRLF lines, without NUL, may travel as it is on any server. */
export function isSevenBit(bytes: Uint8Array): boolean {
  return isAscii(bytes) && linesFit(bytes)
}

/**
 * Encodes text that is not 7bit by the shorter of quoted-printable and base64. `readable` text becomes
 * quoted-printable even where base64 is shorter.
 */
export function encodeTextBody(bytes: Uint8Array, readable: boolean): EncodedBody {
  // The encoder takes every CR and LF for a line end and would let a lone one through.
  if (!hasOnlyCrlf(bytes)) return base64Body(bytes)
  const base64Size = base64Length(bytes.length)
  if (!readable && bytes.length + 2 * countEightBit(bytes) > base64Size) return base64Body(bytes)
  const quoted = encodeQuotedPrintable(bytes)
  return readable || quoted.length <= base64Size
    ? { encoding: 'quoted-printable', body: quoted }
    : base64Body(bytes)
}

/** Ends quoted-printable text with a line end that decodes to nothing. */
export function endQuotedPrintable(text: string): string {
  if (text.length - text.lastIndexOf('\n') - 1 < maxLine) return `${text}=\r\n`
  const cut = text.at(-3) === '=' ? -3 : -1
  return `${text.slice(0, cut)}=\r\n${text.slice(cut)}=\r\n`
}

export function base64Body(bytes: Uint8Array): EncodedBody {
  return { encoding: 'base64', body: encodeBase64(bytes) }
}

/** Base64 in lines of 76 characters, the last one without a line end. The result owns its memory. */
export function encodeBase64(bytes: Uint8Array): Uint8Array {
  const encoded = Buffer.from(asBuffer(bytes).toString('base64'), 'latin1')
  const output = Buffer.allocUnsafeSlow(base64Length(bytes.length))
  let to = 0
  for (let from = 0; from < encoded.length; from += maxLine) {
    if (from > 0) {
      output[to++] = 0x0d
      output[to++] = 0x0a
    }
    to += encoded.copy(output, to, from, from + maxLine)
  }
  return output
}

function base64Length(octets: number): number {
  const characters = Math.ceil(octets / 3) * 4
  return characters + 2 * Math.max(Math.ceil(characters / maxLine) - 1, 0)
}

function countEightBit(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte > 127) count++
  return count
}
