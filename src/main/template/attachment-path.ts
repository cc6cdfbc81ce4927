/** Attachment paths made from cells: a cell chooses a file in the author's folder, never a way out of it. */
import { visible } from '../mail/visible.ts'
import { compileText, type LiquidText } from './liquid.ts'
import { scanLiquid } from './liquid-scan.ts'
import { rowError, type TextPlace } from './text-place.ts'

/**
 * The folder written before the first placeholder is the author's choice and may be anywhere; what follows
 * must stay inside it. A blank path is left for the caller to judge: the row names no file.
 */
export function compileAttachmentPath(source: string, place: TextPlace): LiquidText {
  const text = compileText(source, place)
  const [first] = scanLiquid(source, place)
  const literal = first?.kind === 'literal' ? first.text : ''
  if (literal === source) return text
  const folder = literal.slice(0, Math.max(literal.lastIndexOf('/'), literal.lastIndexOf('\\')) + 1)
  return {
    columns: text.columns,
    render(row) {
      const path = text.render(row)
      if (path.trim() !== '' && leavesFolder(path.slice(folder.length))) {
        const inside = folder === '' ? 'the folder of the template' : `the folder ${visible(folder)}`
        throw rowError(
          'unsafe-path',
          `${visible(path)} leads out of ${inside}; a cell may only name files inside it`,
          place,
        )
      }
      return path
    },
  }
}

/** Judged for every system alike: the same batch must not be safe on one and unsafe on another. */
function leavesFolder(path: string): boolean {
  if (/^(?:[/\\]|[a-z]:)/i.test(path) || path.includes('\0')) return true
  let depth = 0
  for (const segment of path.split(/[/\\]+/)) {
    if (segment === '..') depth--
    else if (segment !== '' && segment !== '.') depth++
    if (depth < 0) return true
  }
  return false
}
