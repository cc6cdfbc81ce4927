/** The line rules of RFC 5321 and 5322: CRLF ends a line, and no line is longer than 998 octets. */
import { latin1 } from './octets.ts'

const maxLineOctets = 998
const lf = 0x0a
const cr = 0x0d

/** Turns every CRLF, lone CR and lone LF into one CRLF. */
export function crlfText(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n')
}

/** The same for octets, whatever their charset. Returns a copy where something had to change. */
export function crlfBytes(bytes: Uint8Array): Uint8Array {
  return hasOnlyCrlf(bytes) ? bytes : Buffer.from(crlfText(latin1(bytes)), 'latin1')
}

export function hasOnlyCrlf(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(lf); at !== -1; at = bytes.indexOf(lf, at + 1)) {
    if (bytes[at - 1] !== cr) return false
  }
  for (let at = bytes.indexOf(cr); at !== -1; at = bytes.indexOf(cr, at + 1)) {
    if (bytes[at + 1] !== lf) return false
  }
  return true
}

/** Whether no line of CRLF text is longer than 998 octets, its CRLF not counted. */
export function linesFit(bytes: Uint8Array): boolean {
  let start = 0
  while (bytes.length - start > maxLineOctets) {
    // From the far end of what one line may hold: a text of short lines needs a look per 1000 octets.
    const end = bytes.lastIndexOf(lf, start + maxLineOctets + 1)
    if (end < start) return false
    start = end + 1
  }
  return true
}

/** Without the spaces and tabs at the end. A loop: a pattern would take quadratic time on hostile input. */
export function trimBlanksAtEnd(line: string): string {
  let end = line.length
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--
  return line.slice(0, end)
}
