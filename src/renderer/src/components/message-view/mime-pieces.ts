/** A line of a raw message cut into what is shown in one colour each. */
import type { LineKind } from './mime-lines.ts'

export type PieceKind = 'name' | 'word' | 'string' | 'boundary' | 'encoded' | 'escape' | 'plain'

export interface Piece {
  readonly kind: PieceKind
  readonly text: string
}

/** Characters of a line that are shown; no mail program writes lines of more than 998 (RFC 5322 section 2.1.1). */
const LONGEST = 2_000

/** Encoded words (RFC 2047), and text in quotes. */
const IN_HEADER = /(=\?[\w*-]+\?[bq]\?[^?\s]*\?=)|("(?:\\.|[^"\\])*")/gi
/** Quoted-printable: an encoded octet, or the sign that the line goes on. */
const ESCAPES = /(=[0-9A-F]{2}|=$)/gi

export function piecesOf(line: string, kind: LineKind): readonly Piece[] {
  const text = line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line
  if (kind === 'boundary') return [{ kind: 'boundary', text }]
  if (kind === 'base64') return [{ kind: 'encoded', text }]
  if (kind === 'quoted') return cut(text, ESCAPES, () => 'escape')
  if (kind === 'body') return [{ kind: 'plain', text }]
  const name = /^[!-9;-~]+:/.exec(text)?.[0] ?? ''
  const value = cut(text.slice(name.length), IN_HEADER, (found) =>
    found.startsWith('"') ? 'string' : 'word',
  )
  return name === '' ? value : [{ kind: 'name', text: name }, ...value]
}

function cut(text: string, pattern: RegExp, kindOf: (found: string) => PieceKind): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (index > end) pieces.push({ kind: 'plain', text: text.slice(end, index) })
    pieces.push({ kind: kindOf(found), text: found })
    end = index + found.length
  }
  if (end < text.length || pieces.length === 0) pieces.push({ kind: 'plain', text: text.slice(end) })
  return pieces
}
