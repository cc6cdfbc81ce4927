import { DOMParser, DOMSerializer } from '@tiptap/pm/model'
import { type Editor, type Extensions, getSchema, type JSONContent } from '@tiptap/react'
import { SOURCE } from './cid-image.ts'
import { editorElement, messageHtml } from './liquid/liquid-html.ts'

/** What an editor with these extensions starts with to show some HTML. */
export function contentOf(html: string, extensions: Extensions): JSONContent {
  return DOMParser.fromSchema(getSchema(extensions)).parse(editorElement(html)).toJSON()
}

/** The HTML of what was written, made in a document of its own that loads nothing; empty when nothing was. */
export function htmlOf(editor: Editor): string {
  if (editor.isEmpty) return ''
  const inert = document.implementation.createHTMLDocument()
  const serializer = DOMSerializer.fromSchema(editor.schema)
  const holder = inert.createElement('div')
  holder.append(serializer.serializeFragment(editor.state.doc.content, { document: inert }))
  for (const image of holder.querySelectorAll(`img[${SOURCE}]`)) {
    image.setAttribute('src', image.getAttribute(SOURCE) ?? '')
    image.removeAttribute(SOURCE)
  }
  return messageHtml(holder)
}
