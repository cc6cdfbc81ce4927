/** Makes the words of a server safe to store and show. */

/** Longer texts tell nothing more and would bloat journals and reports. */
const MAX_LENGTH = 1000

/** Control characters, line separators and the characters that reverse the direction of what follows. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** One printable line: control characters become a space, overlong text is cut. */
export function safeText(text: string): string {
  const line = text.replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim()
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Replies have no charset (RFC 5321 section 4.2.1): UTF-8 where it is that, Latin-1 otherwise. */
export function decodeReply(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}
