import type { Node } from '@tiptap/pm/model'
import type { Decoration, NodeView } from '@tiptap/pm/view'
import classes from '../editor.module.css'
import { liquidShape } from './liquid-text.ts'

/** What an unknown field's decoration says of itself. */
export const UNKNOWN = { isUnknownField: true } as const

/** What stands in the editor for a placeholder; its source is its tooltip. */
export function liquidChip(node: Node, decorations: readonly Decoration[], unknownLabel: string): NodeView {
  const dom = document.createElement('span')
  const problem = document.createElement('span')
  problem.className = classes.spoken ?? ''
  const name = document.createElement('span')
  const filters = document.createElement('span')
  filters.className = classes.filters ?? ''
  dom.className = classes.chip ?? ''
  dom.append(problem, name, filters)
  show(node, decorations)
  return {
    dom,
    update(next, nextDecorations) {
      if (next.type !== node.type) return false
      show(next, nextDecorations)
      return true
    },
    // Its text is ours, not the document's.
    ignoreMutation: () => true,
  }

  function show({ attrs }: Node, around: readonly Decoration[]): void {
    const source = String(attrs.source)
    const shape = liquidShape(source)
    const isUnknown = around.some(({ spec }) => spec.isUnknownField === true)
    dom.dataset.kind = shape.kind
    dom.toggleAttribute('data-unknown', isUnknown)
    dom.title = isUnknown ? `${unknownLabel} ${source}` : source
    problem.textContent = isUnknown ? `${unknownLabel} ` : ''
    name.textContent = shape.label
    filters.textContent = shape.filters
  }
}
