/** UTF-16 without a byte order mark shows by the zero octets of its commas, line ends and ASCII letters. */

/** Even Japanese rows have one delimiter or line end in ten characters. */
const SHARE_OF_ASCII = 0.1
/** Characters such as U+3000 put zero octets on the other side, but rarely. */
const DOMINANCE = 4

/** The byte order that the head of a file has, or null when it does not look like UTF-16. */
export function utf16ByPattern(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const units = head.length >> 1
  let little = 0
  let big = 0
  for (let index = 0; index < units; index++) {
    const first = head[2 * index] ?? 0
    const second = head[2 * index + 1] ?? 0
    if (second === 0 && isTextual(first)) little++
    if (first === 0 && isTextual(second)) big++
  }
  if (little > units * SHARE_OF_ASCII && little > big * DOMINANCE) return 'utf-16le'
  if (big > units * SHARE_OF_ASCII && big > little * DOMINANCE) return 'utf-16be'
  return null
}

function isTextual(octet: number): boolean {
  return (octet >= 0x20 && octet < 0x7f) || octet === 0x09 || octet === 0x0a || octet === 0x0d
}
