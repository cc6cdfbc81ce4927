/** A template that would not end, grows without bound or reaches further than its row is stopped. */
import { describe, expect, test } from 'vitest'
import { compileTemplate } from '../../src/main/template/template.ts'
import { renderText, thrownBy } from '../helpers/template.ts'

const ENDLESS = {
  'a huge range': '{% for i in (1..1000000000) %}{{ i }}{% endfor %}',
  'a huge range that writes nothing': '{% for i in (1..9000000) %}{% endfor %}',
  'a range without end': '{% for i in (1..huge) %}{% endfor %}',
  'nested loops': `${'{% for i in (1..1000) %}'.repeat(4)}${'{% endfor %}'.repeat(4)}`,
  'nested loops over one list': `{% assign l = long | split: "" %}${'{% for i in l %}'.repeat(4)}x${'{% endfor %}'.repeat(4)}`,
  'doubling by append':
    '{% assign s = "x" %}{% for i in (1..64) %}{% assign s = s | append: s %}{% endfor %}',
  'doubling by capture':
    '{% capture s %}x{% endcapture %}{% for i in (1..64) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}',
  'doubling by replace':
    '{% assign s = "xx" %}{% for i in (1..64) %}{% assign s = s | replace: "x", s %}{% endfor %}',
  'a long value many times': '{% for i in (1..10000) %}{{ long }}{% endfor %}',
  'long literals many times': `{% for i in (1..90000) %}${'literal '.repeat(2000)}{% endfor %}`,
}

describe.each(Object.entries(ENDLESS))('%s', (_, body) => {
  test.each(['text', 'html', 'markdown'])('ends in an error within a second (%s)', (format) => {
    const cells = { huge: '1e300', long: 'x'.repeat(100_000) }
    const start = performance.now()
    const error = thrownBy(() => renderText(`format: ${format}`, body, cells))
    expect(performance.now() - start).toBeLessThan(1000)
    expect(error).toMatchObject({
      code: 'row-not-rendered',
      kind: 'input',
      message: expect.stringContaining('"body" of the template: it loops too often or grows too large'),
    })
  })
})

describe('a template', () => {
  test('may insert large cells', () => {
    const cell = 'x'.repeat(1024 * 1024)
    expect(renderText('format: html', '{{ a }}{{ a | upcase }}', { a: cell }).body).toHaveLength(
      2 * 1024 * 1024 + 1,
    )
  })

  test.each([
    ['{% include "x" %}', 'the tag include is not offered'],
    ['{% render "x" %}', 'the tag render is not offered'],
    ['{% layout "x" %}', 'the tag layout is not offered'],
    ['{% block x %}{% endblock %}', 'the tag block is not offered'],
    ['{% increment name %}', 'the tag increment is not offered'],
    ['{% constructor %}', 'the tag constructor is not offered'],
    ['{% link_target href %}{% endlink_target %}', 'the tag link_target is not offered'],
    ['{{ name | where_exp: "x", "y" }}', 'undefined filter: where_exp'],
    ['{{ name | sample }}', 'undefined filter: sample'],
    ['{{ name | constructor }}', 'undefined filter: constructor'],
    [
      '{{ First name }}',
      'First is followed by something else; write a column name with blanks as row["First name"]',
    ],
    ['{% if First name == "x" %}{% endif %}', 'First is followed by something else'],
    ['{{ row }}', 'write a column name in quotes'],
    ['{% for c in row %}{% endfor %}', 'write a column name in quotes'],
    ['{{ row[name] }}', 'write a column name in quotes'],
    ['{{ [name] }}', 'takes a column name from a cell'],
    ['{{ name', 'not closed'],
    ['{% if name %}', 'not closed'],
    ['{% for %}{% endfor %}', 'illegal tag'],
    ['{{ }}', 'invalid value expression'],
    [`${'{{ name }}'.repeat(10_001)}`, 'more than 10000 placeholders'],
    ['x'.repeat(16 * 1024 * 1024).concat('{{ name }}'), 'larger than 16 million characters'],
  ])('with %.60j is refused with its line', (source, message) => {
    for (const format of ['text', 'html', 'markdown']) {
      const error = thrownBy(() => compileTemplate(`---\nformat: ${format}\n---\n\n${source}`, 'mail.md'))
      expect(error).toMatchObject({ code: 'invalid-template', message: expect.stringContaining(message) })
      expect(error).toMatchObject({ place: { file: 'mail.md', field: 'body', line: expect.any(Number) } })
    }
  })

  test('tells the line of the body that is wrong', () => {
    const error = thrownBy(() =>
      compileTemplate('---\nsubject: x\n---\nfine\n\n{{ First name }}\n', 'mail.md'),
    )
    expect(error).toMatchObject({
      message: expect.stringMatching(/^mail\.md, line 6: in "body", /),
      place: { line: 6 },
    })
  })

  test.each([
    ['text', '{% if a %}'.repeat(9_999)],
    ['markdown', '>'.repeat(50_000)],
    ['html', '<b>'.repeat(100_000)],
  ])('nested without end is refused (%s)', (format, body) => {
    const error = thrownBy(() => compileTemplate(`---\nformat: ${format}\n---\n${body}`, 'mail.md'))
    expect(error).toMatchObject({ code: 'invalid-template' })
  })

  test('gives a row the same outcome however often it is rendered', () => {
    const template = compileTemplate(
      '---\nsubject: x\n---\n{% for i in (1..90000) %}{{ i }}{% endfor %}',
      'mail.md',
    )
    const first = template.render(Object.create(null)).body
    expect(first).toHaveLength(438_894)
    expect(template.render(Object.create(null)).body).toBe(first)
  })
})

describe('a placeholder that is still there after rendering', () => {
  test.each([
    ['text', '{% raw %}{{ name }}{% endraw %}', '{{ name }}'],
    ['html', '<p>{% raw %}{% if %}{% endraw %}</p>', '{% if %}'],
    ['html', '<p>&#123;&#123; name }}</p>', '{{ name }}'],
    ['markdown', '\\{\\{ name \\}\\}', '{{ name }}'],
    ['text', '{{ "{{" }} name }}', '{{ name }}'],
  ])('blocks the row (%s, %s)', (format, body, left) => {
    const error = thrownBy(() => renderText(`format: ${format}`, body, { name: '' }))
    expect(error).toMatchObject({
      code: 'leftover-placeholder',
      message: expect.stringContaining(`"body" of the template: "${left}" is still there`),
    })
  })

  test('is found beside a cell that looks like one', () => {
    const body = '{{ name }} {% raw %}{{ left }}{% endraw %}'
    expect(thrownBy(() => renderText('subject: x', body, { name: '{{ mine }}' }))).toMatchObject({
      message: expect.stringContaining('"{{ left }}"'),
    })
  })

  test('is none when the braces come from a cell', () => {
    const body = '{{ name }}{% if name %}{{ name | upcase }}{% endif %}'
    expect(renderText('subject: x', body, { name: '{% a %}' }).body).toBe('{% a %}{% A %}')
  })
})
