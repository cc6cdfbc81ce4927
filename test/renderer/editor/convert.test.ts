// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { convertBody } from '../../../src/renderer/src/components/editor/convert.ts'
import { lossesOf } from '../../../src/renderer/src/components/editor/convert-losses.ts'
import { descriptionOf } from '../../../src/renderer/src/components/editor/images-among.ts'
import { fieldsFor } from '../../../src/renderer/src/components/editor/liquid/typed-field.ts'

const FIELD = '{{ a_b | default: "<b>*x*</b> & _y_" }}'

describe('Another kind of body', () => {
  it.each([
    ['rich', 'markdown'],
    ['rich', 'plain'],
    ['html', 'plain'],
    ['markdown', 'rich'],
    ['markdown', 'html'],
    ['plain', 'rich'],
    ['plain', 'markdown'],
  ] as const)('keeps words and fields, from %s to %s', async (from, to) => {
    const isHtml = from === 'rich' || from === 'html'
    const source = isHtml ? `<p>Dear ${FIELD} and more</p>` : `Dear ${FIELD} and more`
    expect(await convertBody(from, to, source)).toContain(`Dear ${FIELD} and more`)
  })

  it('keeps conditions around blocks where they are', async () => {
    const source = '<p>{% if a > 1 %}</p><p>One</p><p>{% endif %}</p>'
    expect(await convertBody('rich', 'markdown', source)).toBe('{% if a > 1 %}\n\nOne\n\n{% endif %}')
  })
})

describe('What is lost', () => {
  it.each([
    ['rich', 'html', '<p><u>x</u><img src="cid:a" width="3"></p>', []],
    ['rich', 'markdown', '<p><b>x</b> <a href="https://e.org">l</a></p>', []],
    ['rich', 'markdown', '<p><u>x</u><img src="cid:a" width="3"></p>', ['underline', 'imageSize']],
    ['rich', 'plain', '<p>x<br>y {{ z }}</p>', []],
    [
      'rich',
      'plain',
      '<p><b>x</b> <a href="x">l</a> <img src="cid:a"></p>',
      ['images', 'links', 'formatting'],
    ],
    ['html', 'rich', '<table><tr><td style="color:red">x</td></tr></table>', ['tables', 'styles']],
    ['html', 'rich', '<!-- note --><div>x</div>', ['layout', 'comments']],
    ['html', 'rich', '<p {% if a %}id="b"{% endif %}>x</p>', ['liquid']],
    ['html', 'rich', '<p><a href="{{ url }}">x</a></p>', []],
    ['html', 'rich', '<html><head><style>p{}</style></head><body>x</body></html>', ['styles']],
    ['markdown', 'rich', '**x**', []],
    ['html', 'plain', ' ', []],
  ] as const)('from %s to %s of %s is %j', (from, to, source, losses) => {
    expect(lossesOf(from, to, source)).toEqual(losses)
  })
})

describe('The fields offered', () => {
  it('begin with what was typed, then contain it, whatever its case', () => {
    expect(fieldsFor('NAME', ['last_name', 'city', 'Name'])).toEqual(['Name', 'last_name'])
    expect(fieldsFor('', ['b', 'a'])).toEqual(['b', 'a'])
  })
})

describe('The description of a picture', () => {
  it('is the name of its file, without what HTML, Markdown or Liquid would read', () => {
    expect(descriptionOf({ name: 'my "best" {{ shot }} [1].final.jpeg' })).toBe('my best  shot  1.final')
  })
})
