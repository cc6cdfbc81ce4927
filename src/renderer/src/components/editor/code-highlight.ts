import { HighlightStyle } from '@codemirror/language'
import { tags } from '@lezer/highlight'
import { codeColor } from './code-colors.ts'

export const codeHighlight = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.keyword, tags.processingInstruction], color: codeColor('keyword') },
  { tag: [tags.tagName, tags.typeName, tags.className], color: codeColor('name') },
  { tag: [tags.attributeName, tags.propertyName, tags.labelName], color: codeColor('attribute') },
  { tag: [tags.string, tags.attributeValue, tags.regexp], color: codeColor('string') },
  { tag: [tags.number, tags.bool, tags.atom, tags.color, tags.unit], color: codeColor('literal') },
  { tag: [tags.monospace, tags.escape, tags.character], color: codeColor('literal') },
  { tag: [tags.link, tags.url], color: codeColor('link'), textDecoration: 'underline' },
  { tag: [tags.comment, tags.quote, tags.documentMeta], color: codeColor('comment') },
  { tag: [tags.angleBracket, tags.punctuation, tags.meta], color: codeColor('quiet') },
  { tag: tags.invalid, color: codeColor('invalid') },
])
