// @vitest-environment happy-dom
import { Editor } from '@tiptap/react'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { contentOf, htmlOf } from '../../../src/renderer/src/components/editor/editor-html.ts'
import {
  fallbackOf,
  fieldAtCursor,
  withFallback,
} from '../../../src/renderer/src/components/editor/liquid/fallback.ts'
import { liquidPattern } from '../../../src/renderer/src/components/editor/liquid/liquid-text.ts'
import { unknownFieldsOf } from '../../../src/renderer/src/components/editor/liquid/unknown-fields.ts'
import { richExtensions } from '../../../src/renderer/src/components/editor/rich-extensions.ts'

/** The editor of the app, without its window. */
function editorWith(html: string): Editor {
  const extensions = richExtensions({
    liquid: { fields: () => [], unknownLabel: '' },
    images: { urlOf: () => null, remoteLabel: '', refreshers: new Set() },
  })
  const editor = new Editor({ extensions, content: contentOf(html, extensions) })
  onTestFinished(() => editor.destroy())
  return editor
}

function placeholdersIn(html: string): readonly string[] {
  return html.match(liquidPattern()) ?? []
}

const roundTrip = (html: string): string => htmlOf(editorWith(html))

describe('HTML that goes through the rich editor', () => {
  it.each([
    ['a field', '<p>Dear {{ first_name }},</p>'],
    ['a filter with quotes', '<p>Dear {{ name | default: "friend" }}!</p>'],
    ['characters that HTML escapes', `<p>{{ name | default: "A & B <3" | append: '>' }}</p>`],
    ['braces in quotes', '<p>{{ name | default: "}} {{" }}</p>'],
    ['a column with blanks', '<p>{{ row["First name"] }}</p>'],
    ['formatting across a field', '<p><strong>Dear {{ name }}, hello</strong></p>'],
    ['conditions', '<p>{% if age > 17 and vip %}A &amp; B{% else %}{{- b -}}{% endif %}</p>'],
    [
      'a field in a link',
      '<p><a target="_blank" rel="x" href="{{ url | default: "https://a.example" }}">go</a></p>',
    ],
    ['fields in code', '<pre><code>{{ a }}\n  {% if b %}</code></pre>'],
    ['a brace before a field', '<p>&#123;{{ a }}}</p>'],
    ['a space between fields', '<p>{{ first }} {{ last }}</p>'],
    ['blocks around paragraphs', '<p>{% for x in (1..3) %}</p><p>{{ x }}</p><p>{% endfor %}</p>'],
  ])('keeps %s as it stands', (_, html) => {
    const [before, after] = [html, roundTrip(html)].map((each) =>
      each.replace(/ (?:target|rel)="[^"]*"/g, ''),
    )
    expect(after).toBe(before)
  })

  it('mends a placeholder that formatting has cut, as other editors leave it', () => {
    expect(roundTrip('<p>Dear {{ <b>first</b>_name&nbsp;}} &gt;</p>')).toBe(
      '<p>Dear {{ first_name }} &gt;</p>',
    )
  })

  it('leaves braces that are no placeholder', () => {
    expect(roundTrip('<p>{ a } {{ not closed</p>')).toBe('<p>{ a } {{ not closed</p>')
  })
})

const column = fc.stringMatching(/^[a-z_]\w{0,8}$/)
const quoted = fc.string({ maxLength: 8 }).map((text) => `"${text.replace(/["\\\r\n]/g, '')}"`)
const field = fc
  .tuple(column, fc.option(quoted))
  .map(([name, fallback]) => (fallback === null ? `{{ ${name} }}` : `{{ ${name} | default: ${fallback} }}`))
/** Words with everything HTML and Liquid care about, but no placeholder. */
const words = fc
  .array(fc.constantFrom('a', ' ', '<', '>', '&', '"', "'", '}', '%', '日本', '.', '{ '), {
    minLength: 1,
    maxLength: 12,
  })
  .map((pieces) => pieces.join(''))
const pieces = fc.array(fc.oneof(field, words), { minLength: 1, maxLength: 8 })

describe('Whatever is typed', () => {
  it('keeps every placeholder whole under any formatting, and what is saved is read back', () => {
    fc.assert(
      fc.property(
        pieces,
        fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.constantFrom('bold', 'italic', 'underline', 'link'))),
        (typed, formats) => {
          const editor = editorWith('')
          for (const piece of typed) editor.view.dispatch(editor.state.tr.insertText(piece))
          for (const [a, b, mark] of formats) {
            const { size } = editor.state.doc.content
            const [from, to] = [a, b].map((at) => Math.min(at, size)).toSorted((x, y) => x - y)
            editor.commands.setTextSelection({ from: from ?? 0, to: to ?? 0 })
            editor.commands.setMark(mark, mark === 'link' ? { href: 'https://example.org/' } : {})
          }
          const html = htmlOf(editor)
          expect(placeholdersIn(html)).toEqual(placeholdersIn(typed.join('')))
          const again = editorWith(html)
          expect(placeholdersIn(htmlOf(again))).toEqual(placeholdersIn(html))
          expect(again.getText().replace(/\s/g, '')).toBe(editor.getText().replace(/\s/g, ''))
          editor.destroy()
          again.destroy()
        },
      ),
      { numRuns: 60 },
    )
  })

  it('becomes one thing when its last brace is typed, and goes with one key', () => {
    const editor = editorWith('<p>Dear </p>')
    editor.commands.focus('end')
    for (const letter of ' {{ first_name }}') editor.view.dispatch(editor.state.tr.insertText(letter))
    const kinds: string[] = []
    editor.state.doc.descendants(({ type }) => void kinds.push(type.name))
    expect(kinds).toEqual(['paragraph', 'text', 'liquid'])
    editor.commands.undo()
    expect(htmlOf(editor)).not.toContain('}}')
  })

  it('is copied as its source', () => {
    const editor = editorWith('<p>Dear {{ name | upcase }},</p>')
    expect(editor.getText()).toBe('Dear {{ name | upcase }},')
  })
})

describe('Fields that no column fills', () => {
  const unknown = (html: string, columns: readonly string[]) =>
    unknownFieldsOf(editorWith(html).state.doc, columns).map(({ name }) => name)

  it('are found in outputs and conditions', () => {
    const html =
      '<p>{{ nam | upcase }} {{ row["Last name"] }} {{ row.city }} {% if vip == "x" or age > 3 %}{% endif %}</p>'
    expect(unknown(html, ['name', 'city', 'age'])).toEqual(['nam', 'Last name', 'vip'])
  })

  it('are not those the text makes itself, nor literals, nor anything where no column is known', () => {
    const html =
      '<p>{% assign greeting = "Hi" %}{{ greeting }} {{ "text" }} {{ 3 }} {% for n in (1..3) %}{{ n }}{{ forloop.index }}{% endfor %}</p>'
    expect(unknown(html, ['name'])).toEqual([])
    expect(unknown('<p>{{ anything }}</p>', [])).toEqual([])
  })
})

describe('Words for an empty cell', () => {
  it('are put beside the other filters, changed and taken away', () => {
    const first = withFallback('{{- name | upcase -}}', 'my "friend"')
    expect(first).toBe('{{- name | upcase | default: "my \\"friend\\"" -}}')
    expect(fallbackOf(first)).toBe('my "friend"')
    expect(withFallback("{{ name | default: 'x' | upcase }}", 'y')).toBe('{{ name | upcase | default: "y" }}')
    expect(withFallback('{{ row["a|b"] | default: "x" }}', null)).toBe('{{ row["a|b"] }}')
    expect(fallbackOf('{{ name | append: "| default: \'x\'" }}')).toBeNull()
  })

  it('come back as they were given, and leave a placeholder that is one', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const source = withFallback('{{ name }}', words)
        expect(fallbackOf(source)).toBe(words)
        expect(placeholdersIn(`a ${source} b`)).toEqual([source])
      }),
    )
  })

  it('belong to the field beside the cursor', () => {
    const editor = editorWith('<p>a{{ b }}c{% if d %}</p>')
    const labels = [1, 2, 3, 4, 5].map((position) => {
      editor.commands.setTextSelection(position)
      return fieldAtCursor(editor.state)?.label ?? null
    })
    expect(labels).toEqual([null, 'b', 'b', null, null])
  })
})
