/** Text that a terminal, a log or a reader cannot be misled by: what cannot be seen is written out. */

/** Controls (C0, DEL, C1), line and paragraph separators, bidirectional marks, and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu
/** The same but for tabs and ends of lines; a CR alone would overwrite its line. */
const UNPRINTABLE_IN_LINES =
  /(?![\t\n]|\r\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
])

/** One line: every unprintable character becomes `\n`, `\x1b` or `\u202e`, so that nothing is hidden. */
export function plainText(text: string): string {
  return text.replace(UNPRINTABLE, escapeOf)
}

/** The same for text of several lines. */
export function plainLines(text: string): string {
  return text.replace(UNPRINTABLE_IN_LINES, escapeOf)
}

function escapeOf(character: string): string {
  const short = SHORT_ESCAPES.get(character)
  if (short) return short
  const hex = character.charCodeAt(0).toString(16)
  return hex.length > 2 ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`
}
