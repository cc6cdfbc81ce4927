import { Fragment, type Mark, type Node, type NodeType } from '@tiptap/pm/model'
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { UNKNOWN } from './liquid-chip.ts'
import { liquidPattern } from './liquid-text.ts'
import { unknownFieldsOf } from './unknown-fields.ts'

export interface LiquidOptions {
  /** The columns there are; empty where nobody knows. */
  readonly fields: () => readonly string[]
  /** Said before the name of a field that is none. */
  readonly unknownLabel: string
}

/** Marks the transaction after an input method has finished. */
const COMPOSED = 'liquidComposed'
/** Milliseconds after which the editor has read what the input method left, too. */
const AFTER_COMPOSITION = 60

/** Makes one node of every placeholder that was typed or pasted whole, and marks fields that no column fills. */
export function liquidPlugin(type: NodeType, { fields }: LiquidOptions): Plugin {
  return new Plugin({
    appendTransaction: (transactions, _before, state) => {
      // What an input method is still working on must not be touched.
      if (transactions.some((it) => it.getMeta('composition') !== undefined)) return null
      if (transactions.some((it) => it.getMeta(COMPOSED))) return gather([blockOf(state)], state, type)
      if (!transactions.some((it) => it.docChanged)) return null
      return gather(changedRanges(transactions, state), state, type)
    },
    props: {
      handleDOMEvents: {
        compositionend: (view) => {
          setTimeout(() => {
            if (!view.isDestroyed && !view.composing) view.dispatch(view.state.tr.setMeta(COMPOSED, true))
          }, AFTER_COMPOSITION)
          return false
        },
      },
      decorations: ({ doc }) => {
        const unknown = unknownFieldsOf(doc, fields())
        return DecorationSet.create(
          doc,
          unknown.map(({ from, to }) => Decoration.node(from, to, {}, UNKNOWN)),
        )
      },
    },
  })
}

type Range = readonly [from: number, to: number]

/** Looks at the blocks of these ranges only. */
function gather(ranges: readonly Range[], state: EditorState, type: NodeType): Transaction | null {
  const found: Found[] = []
  for (const [from, to] of ranges) {
    state.doc.nodesBetween(from, to, (block, at) => {
      if (!block.isTextblock) return true
      if (!found.some(({ blockAt }) => blockAt === at)) found.push(...placeholdersIn(block, at))
      return false
    })
  }
  if (found.length === 0) return null
  const { tr } = state
  for (const { from, to, source, marks } of found.toSorted((a, b) => b.from - a.from)) {
    tr.replaceWith(from, to, Fragment.from(type.create({ source }, null, marks)))
  }
  return tr
}

interface Found {
  readonly blockAt: number
  readonly from: number
  readonly to: number
  readonly source: string
  readonly marks: readonly Mark[]
}

/** Text that formatting has cut into pieces is still one text. */
function placeholdersIn(block: Node, blockAt: number): readonly Found[] {
  // As long as the block, one character for each position.
  const text = block.textBetween(0, block.content.size, '\ufffc', '\ufffc')
  if (!text.includes('{')) return []
  return [...text.matchAll(liquidPattern())].flatMap(({ 0: source, index }) => {
    const marks = block.nodeAt(index)?.marks ?? []
    const from = blockAt + 1 + index
    // Something that is no text stands in between.
    if (source.includes('\ufffc')) return []
    return [{ blockAt, from, to: from + source.length, source, marks }]
  })
}

function blockOf({ selection: { $from } }: EditorState): Range {
  return [$from.start(), $from.end()]
}

function changedRanges(transactions: readonly Transaction[], { doc }: EditorState): readonly Range[] {
  const ranges: [number, number][] = []
  const maps = transactions.flatMap(({ mapping }) => mapping.maps)
  for (const [at, map] of maps.entries()) {
    const rest = maps.slice(at + 1)
    const now = (position: number, side: number) => rest.reduce((it, each) => each.map(it, side), position)
    map.forEach((_oldStart, _oldEnd, start, end) => {
      ranges.push([Math.max(0, now(start, -1)), Math.min(doc.content.size, now(end, 1))])
    })
  }
  return ranges
}
