/** UTF-16 without a byte order mark shows by the zero octets of its delimiters, line ends and ASCII letters. */

/** Even Japanese rows have one delimiter or line end in ten characters. */
const SHARE_OF_ASCII = 0.1
/** Characters such as U+3000 put zero octets on the other side, but rarely. */
const DOMINANCE = 4

/** The byte order that the head of a file has, or null when it does not look like UTF-16. */
export function utf16ByPattern(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const little = countAscii(head, 0)
  const big = countAscii(head, 1)
  if (little > big * DOMINANCE) return 'utf-16le'
  if (big > little * DOMINANCE) return 'utf-16be'
  return null
}

/**
 * Characters that are ASCII when the low octet of each pair is the first (0) or the second (1); 0 when they
 * are too few, or when more delimiters stand beside another octet than beside zero: plain text with NULs.
 */
function countAscii(head: Uint8Array, low: 0 | 1): number {
  let ascii = 0
  let delimiters = 0
  for (let pair = 0; pair + 1 < head.length; pair += 2) {
    const octet = head[pair + low] ?? 0
    const other = head[pair + 1 - low]
    if (other === 0 && isText(octet)) ascii++
    if (isDelimiter(octet)) delimiters += other === 0 ? 1 : -1
  }
  return delimiters >= 0 && ascii > (head.length / 2) * SHARE_OF_ASCII ? ascii : 0
}

function isText(octet: number): boolean {
  return (octet >= 0x20 && octet < 0x7f) || isDelimiter(octet)
}

/** TAB, LF, CR, comma, semicolon. */
function isDelimiter(octet: number): boolean {
  return octet === 0x09 || octet === 0x0a || octet === 0x0d || octet === 0x2c || octet === 0x3b
}
