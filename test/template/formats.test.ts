/** What the formats of a body become. */
import { describe, expect, test } from 'vitest'
import { compileTemplate } from '../../src/main/template/template.ts'
import { htmlOf, renderText, rowOf, thrownBy } from '../helpers/template.ts'

const json = (document: unknown, cells: Record<string, string>) =>
  compileTemplate(JSON.stringify(document, null, 2), 'mail.json').render(rowOf(cells))

describe('format: text', () => {
  test('is the default, and the body has no other part', () => {
    const document = renderText('subject: x', 'Dear {{ name }},\r\n', { name: '名前' })
    expect(document.body).toBe('Dear 名前,\r\n')
    expect(document.alternatives).toBeUndefined()
  })
})

describe('format: markdown', () => {
  test('gives the Markdown as text and a complete HTML document', () => {
    const document = renderText(
      'format: markdown\nsubject: "A & {{ name }}"',
      '# Dear {{ name }}\n\n- *one*\n',
      { name: 'B & C' },
    )
    expect(document.body).toBe('# Dear B & C\n\n- *one*\n')
    expect(document.contentSubtype).toBeUndefined()
    expect(document.alternatives?.map(({ mimetype }) => mimetype)).toEqual(['text/html'])
    expect(htmlOf(document)).toBe(
      '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>A &amp; B &amp; C</title>\n</head>\n<body>\n' +
        '<h1>Dear B &amp; C</h1>\n<ul>\n<li><em>one</em></li>\n</ul>\n</body>\n</html>\n',
    )
  })

  test('takes placeholders in links, titles, code and tables', () => {
    const source = '[{{ t }}]({{ u }} "{{ t }}") <{{ u }}> `{{ t }}`\n\n| a |\n| - |\n| {{ t | upcase }} |\n'
    const html = htmlOf(renderText('format: markdown', source, { t: 'a|b', u: 'https://example.com/?a&b' }))
    const url = 'https://example.com/?a&amp;b'
    expect(html).toContain(
      `<a href="${url}" title="a|b">a|b</a> <a href="${url}">${url}</a> <code>a|b</code>`,
    )
    expect(html).toContain('<td>A|B</td>')
  })

  test('wraps no paragraph around a tag alone on its line, and leaves no gap in the text', () => {
    const source =
      'a\n\n{% if vip == "1" %}\n\nb\n\n{% else %}\n\nc\n\n{% endif %}\n\n- d\n{% for i in (1..2) %}\n- {{ i }}\n{% endfor %}\ne\n'
    const vip = renderText('format: markdown', source, { vip: '1' })
    expect(vip.body).toBe('a\n\nb\n\n- d\n- 1\n- 2\ne\n')
    expect(htmlOf(vip).replace(/\s+/g, '')).toContain(
      '<body><p>a</p><p>b</p><ul><li>d</li></ul><ul><li>1</li></ul><ul><li>2</li></ul><p>e</p></body>',
    )
    expect(renderText('format: markdown', source, { vip: '' }).body).toBe('a\n\nc\n\n- d\n- 1\n- 2\ne\n')
  })

  test('keeps the gap after a block that stands close to its text', () => {
    const source = 'a\n\n{% if v == "1" %}\nb\n{% endif %}\n\nc\n'
    expect(renderText('format: markdown', source, { v: '1' }).body).toBe('a\n\nb\n\nc\n')
  })

  test('survives words that look like its own', () => {
    const html = htmlOf(renderText('format: markdown', 'lqdo0z lqd0xo0z LQD {{ a }}', { a: 'A' }))
    expect(html).toContain('<p>lqdo0z lqd0xo0z LQD A</p>')
  })

  test('refuses a second HTML part', () => {
    const settings = 'format: markdown\nalternatives: [{ content: x, mimetype: text/html }]'
    expect(thrownBy(() => renderText(settings, 'x', {}))).toMatchObject({
      code: 'invalid-template',
      message: expect.stringContaining('"alternatives[0]" is a second HTML part'),
    })
  })
})

describe('format: html', () => {
  test('makes the text part from the HTML', () => {
    const source = [
      '<!doctype html><html><head><title>{{ name }}</title><style>p { color: red }</style></head><body>',
      '<h1>Dear {{ name }}</h1>',
      '<p>Your <b>bill</b>&nbsp;is <a href="https://example.com/{{ number }}">here</a>.</p>',
      '{% if note != "" %}',
      '<p>{{ note }}</p>',
      '{% endif %}',
      '<img src="cid:logo" alt="Logo"><ul><li>{{ name }}</li></ul>',
      '</body></html>',
    ].join('\n')
    const document = renderText('format: html', source, { name: 'Zoë & Co', number: '007', note: 'a < b' })
    expect(document.body).toBe(
      'Dear Zoë & Co\n\nYour bill\u00a0is here [https://example.com/007].\n\na < b\n\nLogo\n * Zoë & Co\n',
    )
    expect(htmlOf(document)).toContain('<p>a &lt; b</p>')
    expect(renderText('format: html', source, { name: 'A', number: '', note: '' }).body).not.toContain(
      '\n\n\n',
    )
  })

  test('counts Liquid outside the body element', () => {
    const source = '{% assign who = name | upcase %}<html><body>{{ who }}</body></html>'
    const document = renderText('format: html', source, { name: 'a' })
    expect([document.body?.trim(), htmlOf(document)]).toEqual(['A', '<html><body>A</body></html>'])
  })
})

describe('JSON', () => {
  test('with an HTML body gets a text part', () => {
    const document = json({ contentSubtype: 'html', body: '<p>{{ name }}</p>' }, { name: '<' })
    expect(document).toMatchObject({
      body: '<\n',
      alternatives: [{ content: '<p>&lt;</p>', mimetype: 'text/html' }],
    })
    expect(document.contentSubtype).toBeUndefined()
  })

  test('with an HTML alternative and no body gets a text body', () => {
    const alternatives = [{ content: '<p>{{ name }}</p>', mimetype: 'text/html' }]
    expect(json({ alternatives }, { name: '<' }).body).toBe('<\n')
  })

  test('keeps a body its author left empty', () => {
    const alternatives = [{ content: '<p>{{ name }}</p>', mimetype: 'text/html' }]
    expect(json({ body: '', alternatives }, { name: '<' }).body).toBe('')
  })

  test('with an HTML body and alternatives keeps its structure', () => {
    const alternatives = [{ content: '{{ name }}', mimetype: 'text/calendar' }]
    expect(
      json({ contentSubtype: 'html', body: '<b>{{ name }}</b>', alternatives }, { name: '<' }),
    ).toMatchObject({
      contentSubtype: 'html',
      body: '<b>&lt;</b>',
      alternatives: [{ content: '<', mimetype: 'text/calendar' }],
    })
  })

  test('fills in every string', () => {
    const template = {
      subject: '{{ a }}',
      body: '{{ a }}',
      from: '{{ a }}',
      to: ['{{ a }}', '{{ blank }}', ' '],
      cc: ['{{ a }}'],
      bcc: ['{{ a }}'],
      replyTo: ['{{ a }}'],
      headers: { 'X-A': '{{ a }}' },
      charset: '{{ a }}',
      attachments: [
        { path: '{{ a }}', mimetype: '{{ a }}', filename: '{{ a }}', contentId: '{{ a }}' },
        { contentBase64: '{{ a }}', filename: 'b' },
      ],
      date: '{{ a }}',
      messageId: '{{ a }}',
    }
    expect(JSON.stringify(json(template, { a: 'v', blank: ' \t' }))).toBe(
      '{"from":"v","to":["v"],"cc":["v"],"bcc":["v"],"replyTo":["v"],"subject":"v","body":"v","charset":"v",' +
        '"headers":{"X-A":"v"},"attachments":[{"path":"v","filename":"v","mimetype":"v","contentId":"v"},' +
        '{"filename":"b","contentBase64":"v"}],"date":"v","messageId":"v"}',
    )
  })

  test('tells the line of a wrong placeholder', () => {
    const error = thrownBy(() => json({ subject: 'x', to: ['{{ a'] }, {}))
    expect(error).toMatchObject({ place: { line: 4, field: 'to[0]', file: 'mail.json' } })
  })

  test.each([
    [{ contentSubtype: '{{ a }}' }, '"contentSubtype" cannot hold placeholders'],
    [
      { alternatives: [{ content: '', mimetype: 'text/{{ a }}' }] },
      '"alternatives[0].mimetype" cannot hold placeholders',
    ],
    [{ headers: { 'X-{{ a }}': '' } }, 'cannot hold placeholders in its name'],
    [{ format: 'html' }, '"format" is not a known key'],
  ])('%j is refused', (document, message) => {
    expect(thrownBy(() => json(document, { a: '' }))).toMatchObject({
      code: 'invalid-template',
      message: expect.stringContaining(message),
    })
  })
})

describe('fields', () => {
  test('are all columns the template names, in every part and branch, once', () => {
    const template = compileTemplate(
      '---\nto: ["{{ to_name }} <{{ email }}>"]\nformat: markdown\nattachments: [{ path: "{{ file }}" }]\n---\n' +
        '{% if a == b %}{{ row["First name"] | append: c }}{% else %}{% case d %}{% when e %}{{ 名前 }}{% endcase %}{% endif %}' +
        '{% assign local = f %}{{ local }}{% for i in (1..g) limit: h %}{{ i }}{{ forloop.index }}{% endfor %}{% unless j %}{% cycle k, "x" %}{% endunless %}' +
        '[x]({{ url }}) {{ email }} {% comment %}{{ no }}{% endcomment %}',
      'mail.md',
    )
    const names = [
      'to_name',
      'email',
      'file',
      'a',
      'b',
      'First name',
      'c',
      'd',
      'e',
      '名前',
      'f',
      'g',
      'h',
      'j',
      'k',
      'url',
    ]
    expect([...template.fields].sort()).toEqual(names.sort())
  })

  test('of recipients and attachments are rendered without the rest', () => {
    const template = compileTemplate(
      '---\nto: ["{{ email }}"]\ncc: ["{{ cc }}"]\nattachments: [{ path: "{{ file }}" }, { filename: a, content: "{{ no }}" }]\n---\n{{ no }}',
      'mail.md',
    )
    const row = rowOf({ email: ' a@example.com ', cc: '', file: 'x.pdf' })
    expect(template.renderRecipients(row)).toEqual({ to: ['a@example.com'], cc: [], bcc: [] })
    expect(template.renderAttachmentPaths(row)).toEqual(['x.pdf'])
  })
})
