/** Values where they could mean more than text: in addresses and in paths. */
import { describe, expect, test } from 'vitest'
import { parseAddress } from '../../src/main/mail/address.ts'
import { renderText, thrownBy } from '../helpers/template.ts'

const policy = { smtpUtf8: false, localDelivery: false }

const to = (source: string, cells: Record<string, string>) => renderText(`to: ['${source}']`, '', cells).to

describe('a name from a cell', () => {
  test.each([
    'Zoë',
    'Smith, John',
    'A "B" C',
    'back\\slash',
    'Evil <evil@example.com>',
    'a@b',
    'x: y;',
    '山田 太郎',
    "O'Brien",
    '(c)',
  ])('is only a name: %s', (name) => {
    for (const source of [
      '{{ name }} <{{ email }}>',
      '"{{ name }}" <{{ email }}>',
      'Dr. {{ name }} <{{ email }}>',
    ]) {
      const [mailbox = ''] = to(source, { name, email: 'to@example.com' }) ?? []
      const expected = { name: source.startsWith('Dr') ? `Dr. ${name}` : name, address: 'to@example.com' }
      expect(parseAddress(mailbox, 'to', policy)).toMatchObject(expected)
    }
  })

  test('that is blank leaves the address alone', () => {
    expect(to('{{ name }} <{{ email }}>', { name: ' ', email: 'to@example.com' })).toEqual(['to@example.com'])
  })

  test('keeps its line break for validation to refuse', () => {
    const [mailbox = ''] =
      to('{{ name }} <{{ email }}>', { name: 'a\r\nBcc: x', email: 'to@example.com' }) ?? []
    expect(() => parseAddress(mailbox, 'to', policy)).toThrow('Header values may not contain linefeed')
  })

  test('cannot bring a second address along in the place of the address', () => {
    const [mailbox = ''] =
      to('{{ name }} <{{ email }}>', { name: 'a', email: 'a@b.example>, <c@d.example' }) ?? []
    expect(() => parseAddress(mailbox, 'to', policy)).toThrow('Invalid address')
  })
})

describe('a list of addresses', () => {
  test('drops what renders to blank, and the blanks around an address', () => {
    const settings = 'to: ["{{ a }}", " {{ b }} ", ""]\ncc: ["{% if a == \'1\' %}{{ b }}{% endif %}"]'
    expect(renderText(settings, '', { a: '\t', b: 'b@example.com' })).toMatchObject({
      to: ['b@example.com'],
      cc: [],
    })
  })

  test('keeps whole mailboxes from a cell as they are', () => {
    expect(to('{{ who }}', { who: '"A, B" <a@example.com>' })).toEqual(['"A, B" <a@example.com>'])
  })
})

const path = (source: string, file: string) =>
  renderText(`attachments: [{ path: "${source}" }]`, '', { file }).attachments?.[0]?.path

describe('an attachment path from a cell', () => {
  test.each([
    ['{{ file }}', 'a.pdf', 'a.pdf'],
    ['{{ file }}', 'sub/a.pdf', 'sub/a.pdf'],
    ['{{ file }}', 'sub/../a..pdf', 'sub/../a..pdf'],
    ['files/{{ file }}.pdf', '料金表', 'files/料金表.pdf'],
    ['../shared/{{ file }}', 'a.pdf', '../shared/a.pdf'],
    ['/srv/{{ file }}', 'a.pdf', '/srv/a.pdf'],
    ['files/{{ file }}', 'a b; rm -rf $HOME', 'files/a b; rm -rf $HOME'],
    ['{{ file }}', '', ''],
  ])('%j with %j is %j', (source, file, expected) => {
    expect(path(source, file)).toBe(expected)
  })

  test.each([
    ['{{ file }}', '../../etc/passwd'],
    ['{{ file }}', '/etc/passwd'],
    ['{{ file }}', 'a/../../b'],
    ['{{ file }}', '..'],
    ['{{ file }}', 'C:/secret.txt'],
    ['{{ file }}', 'c:secret.txt'],
    ['{{ file }}', '\\\\\\\\server\\\\share'],
    ['{{ file }}', '..\\\\..\\\\secret'],
    ['{{ file }}', 'a\\0.pdf'],
    ['files/{{ file }}', '../other/a.pdf'],
    ['files/{{ file }}', '/etc/passwd'],
    ['files/x-{{ file }}', 'a/../../b'],
    ['../shared/{{ file }}', '../../etc/passwd'],
    ['{{ file }}/a.pdf', ''],
    ['{{ file }}/../../a.pdf', 'x'],
    ['{% if file %}{% endif %}files/{{ file }}', '../../a'],
  ])('%j with %j is refused', (source, written) => {
    const file: string = JSON.parse(`"${written.replaceAll('\\0', '\\u0000')}"`)
    expect(thrownBy(() => path(source, file))).toMatchObject({
      code: 'unsafe-path',
      kind: 'input',
      place: { field: 'attachments[0].path' },
      message: expect.stringMatching(/leads out of the folder .*; a cell may only name files inside it/),
    })
  })

  test('may lead anywhere when the author wrote it all', () => {
    expect(path('../../etc/hosts', '')).toBe('../../etc/hosts')
  })
})
