/** A value is inserted once and literally, whatever it looks like. */
import { describe, expect, test } from 'vitest'
import { htmlOf, renderText, thrownBy } from '../helpers/template.ts'

const HOSTILE = [
  '{{7*7}}',
  '{{ name }}',
  '{% include "/etc/passwd" %}',
  '{% raw %}',
  '$&',
  "$1 $` $'",
  '</td><script>alert(1)</script>',
  '" onmouseover="alert(1)',
  '**bold** [x](javascript:alert(1)) `code`',
  '# heading',
  '\r\nBcc: victim@example.com',
  '&amp; &lt; &#123;&#123;',
  '__proto__',
  '\\{\\{ name \\}\\}',
  '--- \n...',
]

function unescapeHtml(html: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', '#34': '"', '#39': "'", amp: '&' }
  return html.replace(/&(lt|gt|#34|#39|amp);/g, (_, name: string) => entities[name] ?? '')
}

describe.each(HOSTILE)('the value %j', (value) => {
  test('stands in text as it is', () => {
    const settings = 'subject: "<{{ name }}>"\nheaders:\n  X-Name: "{{ name }}"'
    const { subject, body, headers } = renderText(settings, 'a {{ name }} b', { name: value })
    expect(subject).toBe(`<${value}>`)
    expect(body).toBe(`a ${value} b`)
    expect(headers).toEqual({ 'X-Name': value })
  })

  test('stands escaped in HTML, between elements and in attributes', () => {
    const document = renderText('format: html', '<p title="{{ name }}">[{{ name }}]</p>', { name: value })
    const [, attribute = '', content = ''] =
      /^<p title="([^"<>]*)">\[([^<>]*)\]<\/p>$/.exec(htmlOf(document)) ?? []
    expect(unescapeHtml(attribute)).toBe(value)
    expect(unescapeHtml(content)).toBe(value)
    expect(document.body).toBe(`[${value}]\n`)
  })

  test('is no Markdown', () => {
    const document = renderText('format: markdown', '**{{ name }}**', { name: value })
    const [, content = ''] = /<p><strong>([^<>]*)<\/strong><\/p>/.exec(htmlOf(document)) ?? []
    expect(unescapeHtml(content)).toBe(value)
    expect(document.body).toBe(`**${value}**`)
  })

  test('does not get better or worse by a filter or a condition around it', () => {
    const source = '{% if name != "" %}<b>{{ name | append: "" }}</b>{% endif %}'
    const html = htmlOf(renderText('format: html', source, { name: value }))
    expect(unescapeHtml(html)).toBe(`<b>${value}</b>`)
  })
})

describe('escaping', () => {
  test('is left out where the author asks for it', () => {
    expect(htmlOf(renderText('format: html', '{{ name | raw }}', { name: '<b>' }))).toBe('<b>')
  })

  test('does not happen twice to what the author escapes', () => {
    const source = '{{ name | escape }} {{ name | newline_to_br }}'
    const document = renderText('format: html', source, { name: '<a>\n<b>' })
    expect(htmlOf(document)).toBe('&lt;a&gt;\n&lt;b&gt; &lt;a&gt;<br>\n&lt;b&gt;')
    expect(document.body).toBe('<a>\n<b> <a>\n<b>\n')
  })

  test('covers what echo and cycle write', () => {
    const source = '{% echo name %}{% cycle name, "x" %}'
    expect(htmlOf(renderText('format: html', source, { name: '<' }))).toBe('&lt;&lt;')
  })

  test('covers markup attached by type or by name, and no other attachment', () => {
    const settings = [
      'attachments:',
      '  - { filename: a.html, content: "{{ name }}" }',
      '  - { filename: a.svg, content: "{{ name }}" }',
      '  - { filename: a, mimetype: application/xhtml+xml, content: "{{ name }}" }',
      '  - { filename: a.txt, content: "{{ name }}" }',
      '  - { filename: a.html.txt, content: "{{ name }}" }',
    ].join('\n')
    const { attachments = [] } = renderText(settings, '', { name: '<' })
    expect(attachments.map(({ content }) => content)).toEqual(['&lt;', '&lt;', '&lt;', '<', '<'])
  })
})

describe('columns', () => {
  test('may have any name', () => {
    const cells = { 'First name': 'a', 名前: 'b', 'e-mail': 'c', size: 'e', row: 'f', true: 'g' }
    const body = `{{ row["First name"] }}{{ 名前 }}{{ e-mail }}{{ size }}{{ row['row'] }}{{ row.true }}{{ ["First name"] }}`
    expect(renderText('subject: x', body, cells).body).toBe('abcefga')
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'toLiquid', 'then', 'next'])(
    'may be called %s, and are missing when the row has none',
    (name) => {
      expect(
        renderText('subject: x', `{{ ${name} }}{{ row["${name}"] | upcase }}`, { [name]: 'v' }).body,
      ).toBe('vV')
      const error = thrownBy(() => renderText('subject: x', `{{ ${name} | upcase }}`, { other: '' }))
      expect(error).toMatchObject({ code: 'missing-field', place: { field: 'body' } })
    },
  )

  test.each([
    '{{ nme }}',
    '{% if nme %}x{% endif %}',
    '{{ nme | default: "x" }}',
    '{% if false %}{{ nme }}{% endif %}',
    '{% for x in nme %}{% endfor %}',
  ])('that the row lacks are an error in %s, never empty', (body) => {
    const error = thrownBy(() => renderText('subject: x', body, { name: '' }))
    expect(error).toMatchObject({
      code: 'missing-field',
      kind: 'input',
      message: '"body" of the template: the row has no column "nme".',
      place: { field: 'body', file: 'mail.md' },
    })
  })

  test('written in another case are suggested', () => {
    const error = thrownBy(() => renderText('subject: x', '{{ name }}', { Name: '' }))
    expect(error).toMatchObject({ message: expect.stringContaining('it has "Name"') })
  })

  test('that are blank take the default', () => {
    expect(renderText('subject: x', '{{ name | default: "friend" }}', { name: '' }).body).toBe('friend')
  })
})
