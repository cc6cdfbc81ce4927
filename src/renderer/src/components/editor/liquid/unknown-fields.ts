import type { Node } from '@tiptap/pm/model'
import { liquidShape } from './liquid-text.ts'

export interface UnknownField {
  readonly name: string
  /** Where its placeholder stands in the document. */
  readonly from: number
  readonly to: number
}

/** Names every template has without a column. */
const GIVEN = ['row', 'forloop']

/** Fields that are neither a column nor a name the text itself gives; none where no column is known. */
export function unknownFieldsOf(doc: Node, fields: readonly string[]): readonly UnknownField[] {
  if (fields.length === 0) return []
  const known = new Set([...fields, ...GIVEN])
  const used: UnknownField[] = []
  doc.descendants((node, from) => {
    if (node.type.name !== 'liquid') return
    const { uses, gives } = liquidShape(String(node.attrs.source))
    for (const name of uses) used.push({ name, from, to: from + node.nodeSize })
    for (const name of gives) known.add(name)
  })
  return used.filter(({ name }) => !known.has(name))
}
