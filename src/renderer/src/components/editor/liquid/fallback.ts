/** The words a field writes where its cell is empty: Liquid's filter `default`. */
import type { EditorState } from '@tiptap/pm/state'
import { liquidShape, splitAtBars } from './liquid-text.ts'

const DEFAULT = /^\s*default\s*:\s*(?:"((?:\\[\s\S]|[^"\\])*)"|'((?:\\[\s\S]|[^'\\])*)')\s*$/

/** Null where the field has none. */
export function fallbackOf(source: string): string | null {
  for (const filter of splitAtBars(innerOf(source)).slice(1)) {
    const found = DEFAULT.exec(filter)
    if (found) return (found[1] ?? found[2] ?? '').replace(/\\([\s\S])/g, '$1')
  }
  return null
}

/** The placeholder with other words for an empty cell; null: with none. Its other filters stay. */
export function withFallback(source: string, fallback: string | null): string {
  const [expression = '', ...filters] = splitAtBars(innerOf(source))
  const others = filters.filter((filter) => !DEFAULT.test(filter))
  const own = fallback === null ? [] : [`default: "${fallback.replace(/["\\]/g, '\\$&')}"`]
  const parts = [expression, ...others, ...own].map((part) => part.trim())
  const [open = '{{'] = /^\{\{-?/.exec(source) ?? []
  const [close = '}}'] = /-?\}\}$/.exec(source) ?? []
  return `${open} ${parts.join(' | ')} ${close}`
}

function innerOf(source: string): string {
  return source.slice(2, -2).replace(/^-|-$/g, '')
}

export interface FieldAtCursor {
  readonly at: number
  readonly source: string
  readonly label: string
}

/** The field right before the cursor, right after it, or the first one that is selected. */
export function fieldAtCursor({ doc, selection }: EditorState): FieldAtCursor | null {
  const { $from, from, to } = selection
  const before = $from.nodeBefore
  let found: FieldAtCursor | null = null
  const start = selection.empty && before !== null ? from - before.nodeSize : from
  doc.nodesBetween(start, Math.min(to + (selection.empty ? 1 : 0), doc.content.size), (node, at) => {
    if (found !== null || node.type.name !== 'liquid' || at < start) return
    const source = String(node.attrs.source)
    const { kind, label } = liquidShape(source)
    if (kind === 'field') found = { at, source, label }
  })
  return found
}
