/** Characters that XML cannot hold are written as `_x000D_` in the strings of a workbook (ECMA-376, ST_Xstring). */
const ESCAPE = /_x([0-9A-Fa-f]{4})_/g

/** Halves of a character that are alone become U+FFFD, which marks a row as damaged further on. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text
    .replace(ESCAPE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .toWellFormed()
}
