/** Message bytes as text that a terminal shows without obeying it. */
import { plainLines } from '../../shared/plain-text.ts'

/** Harmful characters become `\x1b` or `\u202e`; octets that are not UTF-8 become U+FFFD. */
export function printable(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder()
  return plainLines(
    chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode(),
  )
}
