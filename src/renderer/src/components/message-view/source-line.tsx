import { type CODE_COLORS, codeColor } from '../editor/code-colors.ts'
import type { LineKind } from './mime-lines.ts'
import { type PieceKind, piecesOf } from './mime-pieces.ts'

const COLORS: Readonly<Record<Exclude<PieceKind, 'plain'>, keyof typeof CODE_COLORS>> = {
  name: 'attribute',
  word: 'keyword',
  string: 'string',
  boundary: 'literal',
  encoded: 'quiet',
  escape: 'keyword',
}

/** One line of the raw message, coloured. */
export function SourceLine({ line, kind }: { readonly line: string; readonly kind: LineKind }) {
  let start = 0
  return piecesOf(line, kind).map((piece) => {
    const key = start
    start += piece.text.length
    if (piece.kind === 'plain') return piece.text
    return (
      <span
        key={key}
        style={{
          color: codeColor(COLORS[piece.kind]),
          ...((piece.kind === 'name' || piece.kind === 'boundary') && { fontWeight: 600 }),
        }}
      >
        {piece.text}
      </span>
    )
  })
}
