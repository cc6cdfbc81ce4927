/** Writes a tree of parts: headers, bodies, boundaries between them (RFC 2046 section 5.1). */
import { isAscii } from 'node:buffer'
import { assertNever } from '../../shared/assert-never.ts'
import { boundaries } from './boundary.ts'
import type { Piece } from './chunks.ts'
import type { LeafPart, MultipartPart, Part } from './parts.ts'
import { endQuotedPrintable } from './transfer-encoding.ts'

/** The Content-* lines of the outermost part, a blank line, and the body, which ends in CRLF. */
export function writeParts(root: Part, messageId: string): readonly Piece[] {
  const pieces: Piece[] = []
  if (root.kind === 'leaf') pieces.push(root.headers, '\r\n', ...endedBody(root))
  else {
    write(root, boundaries(messageId, literals(root)), pieces)
    pieces.push('\r\n')
  }
  return pieces
}

function write(part: Part, nextBoundary: () => string, pieces: Piece[]): void {
  switch (part.kind) {
    case 'ready':
      pieces.push(part.bytes)
      return
    case 'leaf':
      pieces.push(part.headers, '\r\n', part.body)
      return
    case 'multipart': {
      const boundary = nextBoundary()
      pieces.push(multipartHeaders(part, boundary), '\r\n')
      for (const child of part.parts) {
        pieces.push(`--${boundary}\r\n`)
        write(child, nextBoundary, pieces)
        pieces.push('\r\n')
      }
      pieces.push(`--${boundary}--`)
      return
    }
    default:
      assertNever(part)
  }
}

function multipartHeaders(part: MultipartPart, boundary: string): string {
  // RFC 2387 section 3.1: related names the type of its first part, which is the HTML.
  const type = part.subtype === 'related' ? ' type="text/html";' : ''
  const encoding = isEightBit(part) ? 'Content-Transfer-Encoding: 8bit\r\n' : ''
  return `Content-Type: multipart/${part.subtype};${type}\r\n boundary="${boundary}"\r\n${encoding}`
}

/** The body of a message of one part. SMTP ends it with CRLF; only 7bit text gains that line end. */
function endedBody({ encoding, body }: LeafPart): readonly Piece[] {
  const isEnded = body.length === 0 || (typeof body === 'string' ? body.endsWith('\n') : body.at(-1) === 0x0a)
  if (isEnded) return [body]
  return encoding === 'quoted-printable' && typeof body === 'string'
    ? [endQuotedPrintable(body)]
    : [body, '\r\n']
}

/** RFC 2045 section 6.4: a multipart with 8-bit content says so. */
function isEightBit(part: Part): boolean {
  switch (part.kind) {
    case 'ready':
      return !isAscii(part.bytes)
    case 'leaf':
      return part.encoding === '8bit'
    case 'multipart':
      return part.parts.some(isEightBit)
    default:
      return assertNever(part)
  }
}

/** The bodies in which a boundary could occur. */
function literals(part: Part): readonly Uint8Array[] {
  switch (part.kind) {
    case 'ready':
      return [part.bytes]
    case 'leaf':
      return part.encoding !== 'base64' && typeof part.body !== 'string' ? [part.body] : []
    case 'multipart':
      return part.parts.flatMap(literals)
    default:
      return assertNever(part)
  }
}
