/** Message bytes as text that a terminal shows without obeying it. */

/** C0, DEL and C1 controls except tab and line ends, and the marks that turn writing direction round. */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/g

/** Harmful characters become `\x1b` or `\u202e`; octets that are not UTF-8 become U+FFFD. */
export function printable(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder()
  const text = chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode()
  return text.replace(HARMFUL, (character) => {
    const hex = character.charCodeAt(0).toString(16)
    return hex.length > 2 ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`
  })
}
