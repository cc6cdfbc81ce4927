/** The transparency procedure of RFC 5321 section 4.5.2, over a list of chunks without copying them. */

const DOT = Uint8Array.of(0x2e)
const CRLF = Uint8Array.of(0x0d, 0x0a)
const LF = 0x0a
const CR = 0x0d

/**
 * The message as it goes on the wire before the final `.` CRLF: dots that begin a line doubled, CRLF at
 * the end. Yields views into the chunks.
 *
 * A bare LF or CR counts as the end of a line too: servers that take one for CRLF would otherwise see the
 * message end, and what follows as commands (SMTP smuggling, CVE-2023-51764).
 */
export function* dotStuffed(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  // The two octets before the current one; the start of the data is the start of a line.
  let before = LF
  let twoBefore = CR
  for (const chunk of chunks) {
    if (chunk.length === 0) continue
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    if (bytes[0] === 0x2e && (before === LF || before === CR)) yield DOT
    for (const at of dotsOf(chunk, bytes)) {
      yield bytes.subarray(start, at)
      yield DOT
      start = at
    }
    yield start === 0 ? bytes : bytes.subarray(start)
    twoBefore = bytes.length > 1 ? (bytes[bytes.length - 2] ?? 0) : before
    before = bytes[bytes.length - 1] ?? 0
  }
  if (before !== LF || twoBefore !== CR) yield CRLF
}

/** Chunks of this size are shared by messages, and nobody changes them: they are searched once. */
const LARGE = 64 * 1024
const searched = new WeakMap<Uint8Array, readonly number[]>()

function dotsOf(chunk: Uint8Array, bytes: Buffer): Iterable<number> {
  if (chunk.length < LARGE) return lineStartDots(bytes)
  const known = searched.get(chunk)
  if (known) return known
  const dots = [...lineStartDots(bytes)]
  searched.set(chunk, dots)
  return dots
}

/** Offsets of the dots right behind a line end inside `bytes`, ascending. */
function* lineStartDots(bytes: Buffer): Generator<number> {
  let afterLf = bytes.indexOf('\n.', 0, 'latin1')
  let afterCr = bytes.indexOf('\r.', 0, 'latin1')
  while (afterLf !== -1 || afterCr !== -1) {
    if (afterCr === -1 || (afterLf !== -1 && afterLf < afterCr)) {
      yield afterLf + 1
      afterLf = bytes.indexOf('\n.', afterLf + 2, 'latin1')
    } else {
      yield afterCr + 1
      afterCr = bytes.indexOf('\r.', afterCr + 2, 'latin1')
    }
  }
}
