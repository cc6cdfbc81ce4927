/** A cell must not turn a link into a script, a local file or another attribute. */
import { describe, expect, test } from 'vitest'
import { htmlOf, renderText, thrownBy } from '../helpers/template.ts'

const link = (url: string, source = '<a href="{{ url }}">x</a>') =>
  htmlOf(renderText('format: html', source, { url }))

describe('a link target from a cell', () => {
  test.each([
    'https://example.com/?a=1&b=2',
    'http://example.com',
    'HTTPS://EXAMPLE.COM',
    'mailto:a@example.com',
    ' https://example.com',
    '#part',
  ])('may be %j', (url) => {
    expect(link(url)).toBe(`<a href="${url.replaceAll('&', '&amp;')}">x</a>`)
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    '\u200bjavascript:alert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'cid:part',
    'ftp://example.com',
    '//example.com',
    'www.example.com',
    '/etc/passwd',
    '',
    'javascript&colon;alert(1)',
    'https&colon;',
  ])('must not be %j', (url) => {
    expect(thrownBy(() => link(url))).toMatchObject({
      code: 'unsafe-link',
      kind: 'input',
      place: { field: 'body' },
      message: expect.stringMatching(
        /"body" of the template: href becomes ".*" from the column "url"; only http, https and mailto/s,
      ),
    })
  })

  test.each([
    '<a href="java{{ url }}">x</a>',
    '<a href="&#106;avascript:{{ url }}">x</a>',
    "<a href='java&#x0A;script&colon;{{ url }}'>x</a>",
    '<a HREF = "{{ url | raw }}">x</a>',
    '<a href="{% if url %}{{ url }}{% endif %}">x</a>',
    '<a {% if url %}href="{{ url }}"{% endif %}>x</a>',
    '{% assign u = url | split: "," %}{% for one in u %}<a href="{{ one }}">x</a>{% endfor %}',
    '{% capture u %}{{ url }}{% endcapture %}<a href="{{ u }}">x</a>',
    '<a href="{% echo url %}">x</a>',
    '<form action="{{ url }}"></form>',
    '<button formaction="{{ url }}"></button>',
    '<img src="{{ url }}">',
    '<td background="{{ url }}"></td>',
    '<svg><a xlink:href="{{ url }}"></a></svg>',
    '<object data="{{ url }}"></object>',
  ])('is judged in %s', (source) => {
    expect(thrownBy(() => link('script:alert(1)', source))).toMatchObject({ code: 'unsafe-link' })
  })

  test('is judged as a whole, with what the author wrote around it', () => {
    const source = '<a href="https://example.com/{{ url | url_encode }}">x</a>'
    expect(link('javascript:x y', source)).toBe('<a href="https://example.com/javascript%3Ax+y">x</a>')
  })

  test('may be a cid or an image in src only', () => {
    expect(link('cid:logo', '<img src="{{ url }}">')).toBe('<img src="cid:logo">')
    expect(link('data:image/png;base64,AA==', '<img src="{{ url }}">')).toContain('data:image/png')
    expect(thrownBy(() => link('data:text/html,x', '<img src="{{ url }}">'))).toMatchObject({
      code: 'unsafe-link',
    })
  })

  test('is judged in Markdown, too', () => {
    for (const source of [
      '[x]({{ url }})',
      '<{{ url }}>',
      '![x]({{ url }})',
      '[x][1]\n\n[1]: {{ url }}',
      '<a href="{{ url }}">x</a>',
    ]) {
      const error = thrownBy(() => renderText('format: markdown', source, { url: 'javascript:alert(1)' }))
      expect(error).toMatchObject({ code: 'unsafe-link' })
    }
  })

  test('is judged in a JSON alternative', () => {
    const content = '<a href="{{ url }}">x</a>'
    const settings = `alternatives: [{ content: '${content}', mimetype: text/html; charset=utf-8 }]`
    const error = thrownBy(() => renderText(settings, 'text', { url: 'javascript:x' }))
    expect(error).toMatchObject({ code: 'unsafe-link', place: { field: 'alternatives[0].content' } })
  })

  test('of the author alone is not judged', () => {
    const html = '<a href="tel:+4912345">{{ url }}</a><a href="#top">x</a>'
    expect(link('x', html)).toBe('<a href="tel:+4912345">x</a><a href="#top">x</a>')
  })
})

describe('a value has no place', () => {
  test.each([
    ['<a href={{ url }}>x</a>', 'an attribute without quotes; write href="…"'],
    ['<td class=a{{ url }}>x</td>', 'an attribute without quotes'],
    ['<a {{ url }}>x</a>', 'the name of an attribute'],
    ['<a {{ url }}="x">x</a>', 'the name of an attribute'],
    ['<{{ url }}>', 'the name of an element'],
    ['<h{{ url }}>x</h{{ url }}>', 'the name of an element'],
    ['<script>var a = "{{ url }}"</script>', 'a script'],
    ['<p onclick="{{ url }}">x</p>', 'the script in onclick'],
    ['<img srcset="{{ url }} 2x">', 'srcset; use src or href'],
    ['<a href="{% if url %}{{ url }}">x</a>{% endif %}', 'do both inside its quotes, or both outside'],
  ])('in %s', (source, message) => {
    expect(thrownBy(() => renderText('format: html', `<p>\n${source}`, { url: '' }))).toMatchObject({
      code: 'invalid-template',
      message: expect.stringContaining(message),
      place: { field: 'body' },
    })
  })

  test('and the line is told', () => {
    const error = thrownBy(() =>
      renderText('format: html', '<p>\n{% comment %}\n\n{% endcomment %}\n<{{ url }}>', { url: '' }),
    )
    expect(error).toMatchObject({ place: { line: 8 } })
  })
})

describe('conditions', () => {
  test.each([
    '<td {% if wide %}class="wide"{% endif %}>',
    '<td class={% if wide %}wide{% else %}narrow{% endif %}>',
    '<option {% if wide %}selected{% endif %}>',
  ])('may choose attributes, as in %s', (source) => {
    expect(htmlOf(renderText('format: html', source, { wide: 'yes' }))).toMatch(
      /^<\w+ (class=.?wide.?|selected)>$/,
    )
  })

  test('may stand in style sheets, beside braces', () => {
    const source = '<style>@media print{p{color:{{ color }}}}</style>'
    expect(htmlOf(renderText('format: html', source, { color: '#fff' }))).toBe(
      '<style>@media print{p{color:#fff}}</style>',
    )
  })
})
