import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  columnReference,
  type DraftTemplateOptions,
  draftTemplate,
} from '../../src/main/compose/draft-template.ts'
import { rowRecord } from '../../src/main/csv/table.ts'
import { compileTemplate } from '../../src/main/template/template.ts'
import { type DraftContent, EMPTY_DRAFT } from '../../src/shared/draft-types.ts'

const OPTIONS: DraftTemplateOptions = {
  addressColumn: 'email',
  attachmentTemplate: '',
  attachments: [],
  charset: 'utf-8',
}

function render(content: Partial<DraftContent>, columns: readonly string[], cells: readonly string[]) {
  const source = draftTemplate(
    { ...EMPTY_DRAFT, ...content },
    { ...OPTIONS, addressColumn: columns[0] ?? '' },
  )
  return compileTemplate(source, 'The message').render(rowRecord(columns, cells))
}

describe('The template of a draft', () => {
  it('finds the address in a column of any name', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'First name',
        'メール アドレス',
        'a"b',
        "a'b",
        `"'`,
        '\\',
        'a\\"',
        '}}',
        '%}',
        '{{',
        'row',
      ),
      fc.constantFrom('__proto__', 'constructor', 'size', 'first', '1', 'a.b', 'a[0]', 'a|b', '\\n', '-%}'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
    )
    fc.assert(
      fc.property(name, (column) => {
        expect(render({}, [column], ['ann@example.com']).to).toEqual(['ann@example.com'])
        expect(render({ subject: columnReference(column) }, [column], ['{{ x }}']).subject).toBe('{{ x }}')
      }),
      { numRuns: 500 },
    )
  })

  it('in Markdown holds every other field as it was written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('{')),
        (text) => {
          const content = {
            subject: text,
            body: { kind: 'markdown', source: 'Hi *{{ email }}*\n---\n' },
          } as const
          const document = render(content, ['email'], ['ann@example.com'])
          expect(document.subject).toBe(text)
          expect(document.body).toBe('Hi *ann@example.com*\n---\n')
        },
      ),
    )
  })

  it('escapes fields in the HTML and its title, and nowhere else', () => {
    const content = { subject: 'To {{ n }}', body: { kind: 'rich', source: '<p>{{ n }}</p>' } } as const
    const document = render(content, ['email', 'n'], ['a@example.com', '<b>&'])
    expect(document.subject).toBe('To <b>&')
    const html = document.alternatives?.[0]?.content
    expect(html).toContain('<title>To &lt;b&gt;&amp;</title>')
    expect(html).toContain('<p>&lt;b&gt;&amp;</p>')
  })

  it.each(['rich', 'markdown'] as const)('says its language in the HTML of a %s body', (kind) => {
    const content = { body: { kind, source: 'こんにちは {{ email }}' }, language: 'ja' } as const
    const html = render(content, ['email'], ['a@example.com']).alternatives?.[0]?.content
    expect(html).toContain('<html lang="ja">')
    expect(html).toContain('こんにちは a@example.com')
  })

  it('refuses a header that is there twice', () => {
    const headers = [
      { name: 'X-A', value: '1' },
      { name: 'x-a', value: '2' },
    ]
    expect(() => render({ headers }, ['email'], ['a@example.com'])).toThrow('twice')
  })
})
