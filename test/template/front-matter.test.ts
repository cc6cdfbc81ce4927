import { describe, expect, test } from 'vitest'
import { compileTemplate } from '../../src/main/template/template.ts'
import { renderText, rowOf, thrownBy } from '../helpers/template.ts'

describe('front matter', () => {
  test('takes every scalar as text', () => {
    expect(renderText('subject: 2026\nmessageId: yes\ncharset: ~\nfrom:', 'b', {})).toMatchObject({
      subject: '2026',
      messageId: 'yes',
      charset: '~',
      from: '',
    })
  })

  test('takes block text, comments and both kinds of quotes', () => {
    const settings =
      '# a comment\nto: ["{{ a }}"] # another\nheaders:\n  X-A: \'#{{ a }}\'\nsubject: >-\n  one\n  two {{ a }}'
    expect(renderText(settings, 'b', { a: '1' })).toMatchObject({
      to: ['1'],
      headers: { 'X-A': '#1' },
      subject: 'one two 1',
    })
  })

  test('may come with a byte order mark and with CRLF, and be empty', () => {
    const template = compileTemplate('\uFEFF---\r\nsubject: "{{ a }}"\r\n---\r\nx\r\n---\r\ny\r\n', 'mail.md')
    expect(template.render(rowOf({ a: '1' }))).toMatchObject({ subject: '1', body: 'x\r\n---\r\ny\r\n' })
    expect(compileTemplate('---\n---\nx', 'mail.md').render(rowOf({})).body).toBe('x')
  })

  test.each([
    ['to: {{ email }}', 2, 'put quotes around a value with placeholders, as in to: ["{{ email }}"]'],
    ['subject: x\nto: [{{ email }}]', 3, 'put quotes around'],
    ['to:\n  - {{ email }}', 3, 'put quotes around'],
    ['subject: {{ name }}, hello', 2, 'put quotes around'],
    ['subject: Re: {{ name }}', 2, 'put quotes around'],
    ['subject: {% if a %}b{% endif %}', 2, 'put quotes around'],
    ['subject: Order #{{ number }}', 2, 'text after # is a comment'],
    ['subject: Order #1', 2, 'text after # is a comment'],
    ['to: "{{ email }}"', 2, '"to" must be a list, as in to: ["{{ email }}"]'],
    ['subject: [x]', 2, '"subject" must be text in quotes'],
    ['subject: !secret x', 2, 'this is not valid YAML (Unresolved tag: !secret)'],
    ['subject: !!binary aGk=', 2, '"subject" must be text in quotes'],
    ['subject: a\nsubject: b', 3, 'this is not valid YAML (Map keys must be unique)'],
    ['subject: &a x\nfrom: *a', 3, 'aliases are not offered'],
    ['subjct: x', 2, '"subjct" is not a known key; use subject'],
    ['formt: html', 2, 'messageId, format'],
    ['__proto__: x', 2, '"__proto__" is not a known key'],
    ['attachments:\n  - path: a\n    typ: b', 4, '"attachments[0].typ" is not a known key'],
    ['body: x', 2, '"body" is the text below the settings'],
    ['format: pdf', 2, '"format" must be one of markdown, html, text'],
    ['language: ja', 2, '"language" is for format: markdown'],
    ['format: markdown\nlanguage: "{{ lang }}"', 3, '"language" must be a language tag'],
    ['format: html\ncontentSubtype: html', 3, '"contentSubtype" is decided by format: html'],
    ['subject: x\n...\nto: [y]', 4, 'this is not valid YAML'],
    ['- x', 2, 'the settings must be lines such as subject: Hello'],
    ['\tsubject: x', 2, 'this is not valid YAML'],
    ['subject: "{{ First name }}"', 2, 'in "subject", First is followed by something else'],
  ])('%j is refused with its line', (settings, line, message) => {
    expect(thrownBy(() => renderText(settings, 'body', {}))).toMatchObject({
      code: 'invalid-template',
      kind: 'input',
      message: expect.stringMatching(/^mail\.md, line \d+: /),
      place: { file: 'mail.md', line },
    })
    expect(thrownBy(() => renderText(settings, 'body', {}))).toMatchObject({
      message: expect.stringContaining(message),
    })
  })

  test.each([
    ['Dear {{ name }}', 'a template starts with a line --- and its settings, or with { as JSON'],
    ['---\nsubject: x\n', 'the settings are not closed; put a line --- after them'],
    ['', 'a template starts with'],
    ['{"subject": }', 'a value was expected, not }'],
  ])('%j is no template', (source, message) => {
    expect(thrownBy(() => compileTemplate(source, 'mail.md'))).toMatchObject({
      code: 'invalid-template',
      message: `mail.md, line 1: ${message}.`.replace(
        'with.',
        'with a line --- and its settings, or with { as JSON.',
      ),
    })
  })

  test('with an alias bomb is refused at once', () => {
    const lines = Array.from(
      { length: 9 },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`,
    )
    const start = performance.now()
    expect(thrownBy(() => renderText(['a0: &a0 [x]', ...lines].join('\n'), '', {}))).toMatchObject({
      message: expect.stringContaining('aliases are not offered'),
    })
    expect(performance.now() - start).toBeLessThan(500)
  })
})
