import { Node } from '@tiptap/react'
import { liquidChip } from './liquid-chip.ts'
import { LIQUID } from './liquid-html.ts'
import { type LiquidOptions, liquidPlugin } from './liquid-plugin.ts'

/** Name of the node in the schema. */
export const LIQUID_NODE = 'liquid'

/**
 * A placeholder as one indivisible thing: no formatting can split it, one key deletes it, and what is copied or
 * saved of it is its source.
 */
export const LiquidExtension = Node.create<LiquidOptions>({
  name: LIQUID_NODE,
  group: 'inline',
  inline: true,
  atom: true,
  // The cursor passes it like a letter; a letter typed next to it does not replace it.
  selectable: false,
  addOptions: () => ({ fields: () => [], unknownLabel: '' }),
  addAttributes: () => ({
    source: {
      default: '',
      parseHTML: (element: HTMLElement) => element.getAttribute(LIQUID),
      renderHTML: ({ source }: { readonly source?: unknown }) => ({ [LIQUID]: source }),
    },
  }),
  parseHTML: () => [{ tag: `span[${LIQUID}]` }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', HTMLAttributes, String(node.attrs.source)],
  renderText: ({ node }) => String(node.attrs.source),
  addNodeView() {
    const { unknownLabel } = this.options
    return ({ node, decorations }) => liquidChip(node, decorations, unknownLabel)
  },
  addProseMirrorPlugins() {
    return [liquidPlugin(this.type, this.options)]
  },
})
