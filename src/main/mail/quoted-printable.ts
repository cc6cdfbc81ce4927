/** Quoted-printable (RFC 2045 section 6.7) for text in CRLF lines. */

/** The longest line, its soft break included. */
const maxLine = 76
const lf = 0x0a
const cr = 0x0d
const equals = 0x3d
const hexDigits = Buffer.from('0123456789ABCDEF', 'latin1')

/** Octets that stand for themselves: printable ASCII but `=`. Blanks do too, except at the end of a line. */
const literal = Uint8Array.from({ length: 256 }, (_, octet) =>
  Number(octet > 0x20 && octet < 0x7f && octet !== equals),
)

/**
 * Encodes text whose line ends are all CRLF. Characters of UTF-8 are not cut by soft breaks. Our own, in one
 * pass over octets: the library's takes several with patterns, which is most of what a mail costs.
 */
export function encodeQuotedPrintable(text: Uint8Array): string {
  // Three octets for each, and a soft break in every line of at least 72.
  const output = Buffer.allocUnsafe(text.length * 3 + Math.ceil((text.length * 3) / 64) * 3)
  let to = 0
  let column = 0
  for (let from = 0; from < text.length; ) {
    const octet = text[from] ?? 0
    if (literal[octet] === 1 || (isBlank(octet) && !endsLine(text, from + 1))) {
      // The last place is for the soft break, unless the line ends here.
      if (column >= maxLine - 1 && !(column < maxLine && endsLine(text, from + 1))) {
        output[to++] = equals
        output[to++] = cr
        output[to++] = lf
        column = 0
      }
      output[to++] = octet
      column++
      from++
    } else if (octet === cr && text[from + 1] === lf) {
      output[to++] = cr
      output[to++] = lf
      column = 0
      from += 2
    } else {
      const end = from + characterLength(text, from)
      const width = 3 * (end - from)
      if (column + width > (endsLine(text, end) ? maxLine : maxLine - 1)) {
        output[to++] = equals
        output[to++] = cr
        output[to++] = lf
        column = 0
      }
      for (; from < end; from++) {
        const escaped = text[from] ?? 0
        output[to++] = equals
        output[to++] = hexDigits[escaped >> 4] ?? 0
        output[to++] = hexDigits[escaped & 15] ?? 0
      }
      column += width
    }
  }
  return output.toString('latin1', 0, to)
}

function isBlank(octet: number): boolean {
  return octet === 0x20 || octet === 0x09
}

function endsLine(text: Uint8Array, at: number): boolean {
  return at >= text.length || (text[at] === cr && text[at + 1] === lf)
}

/** Octets of the UTF-8 character that starts here; 1 for anything that is none. */
function characterLength(text: Uint8Array, at: number): number {
  const first = text[at] ?? 0
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1
  for (let next = 1; next < length; next++) {
    if (((text[at + next] ?? 0) & 0xc0) !== 0x80) return 1
  }
  return length
}
