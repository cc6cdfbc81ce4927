import type { EditorState } from '@tiptap/pm/state'

export interface TypedField {
  /** Where the braces begin, and the cursor. */
  readonly from: number
  readonly to: number
  /** What was typed of its name. */
  readonly text: string
}

const LONGEST = 200

/** The `{{ na` right before the cursor; null where there is none. */
export function typedField({ selection }: EditorState): TypedField | null {
  const { $from, empty } = selection
  if (!empty || !$from.parent.isTextblock) return null
  const start = Math.max(0, $from.parentOffset - LONGEST)
  const before = $from.parent.textBetween(start, $from.parentOffset, '\ufffc', '\ufffc')
  const found = /\{\{-?\s*([^{}\s|\ufffc]*)$/.exec(before)
  if (found === null) return null
  return { from: $from.pos - found[0].length, to: $from.pos, text: found[1] ?? '' }
}

/** The fields that fit: those that begin with what was typed, then those that contain it. */
export function fieldsFor(typed: string, fields: readonly string[]): readonly string[] {
  const wanted = typed.toLowerCase()
  const containing = fields.filter((field) => field.toLowerCase().includes(wanted))
  return [
    ...containing.filter((field) => field.toLowerCase().startsWith(wanted)),
    ...containing.filter((field) => !field.toLowerCase().startsWith(wanted)),
  ]
}
