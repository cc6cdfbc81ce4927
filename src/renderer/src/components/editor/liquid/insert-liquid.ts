import type { Editor } from '@tiptap/react'

/** Puts a placeholder in place of a range, formatted like the text around it; the cursor comes after it. */
export function insertLiquid(
  editor: Editor,
  source: string,
  range: { readonly from: number; readonly to: number } = editor.state.selection,
): void {
  editor
    .chain()
    .focus()
    .command(({ tr, state }) => {
      const type = state.schema.nodes.liquid
      if (type === undefined) return false
      const marks = state.storedMarks ?? state.doc.resolve(range.to).marks()
      tr.replaceWith(range.from, range.to, type.create({ source }, null, marks))
      return true
    })
    .run()
}
