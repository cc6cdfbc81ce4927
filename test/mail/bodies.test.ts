import { expect, test } from 'vitest'
import type { Message, MimePolicy } from '../../src/shared/mail-types.ts'
import { messageWith, wire } from '../helpers/messages.ts'

function bodyOf(text: string): string {
  return text.slice(text.indexOf('\r\n\r\n') + 4)
}

function encodingOf(text: string): string | undefined {
  return /^Content-Transfer-Encoding: (.*)\r$/m.exec(text)?.[1]
}

test.each([
  ['ASCII', 'Hello\n', '7bit'],
  ['lines of 998 octets', `${'a'.repeat(998)}\n`.repeat(3), '7bit'],
  ['a line of 999 octets', `ok\n${'a'.repeat(999)}\n`, 'quoted-printable'],
  ['short Latin text', 'Body with latin characters: àáä.', 'quoted-printable'],
  ['a few accents and nothing else', 'àáä', 'quoted-printable'],
  ['long Danish text', 'I de sørlige hav '.repeat(58), 'quoted-printable'],
  ['long Russian text', 'В южных морях '.repeat(60), 'base64'],
  ['Japanese', 'ご注文ありがとうございます。\n', 'base64'],
])('%s is encoded the way that suits it', (_, body, encoding) => {
  const text = wire({ body })
  expect(encodingOf(text)).toBe(encoding)
  expect(text).toMatch(/^(?:[\x20-\x7e]{0,998}\r\n)*$/)
})

test('every kind of line end becomes one CRLF', () => {
  expect(bodyOf(wire({ body: 'a\nb\rc\r\nd\n\ne\r\r\nf\n' }))).toBe('a\r\nb\r\nc\r\nd\r\n\r\ne\r\n\r\nf\r\n')
})

test('7bit text ends with one CRLF whether or not it had one', () => {
  expect(bodyOf(wire({ body: 'a' }))).toBe('a\r\n')
  expect(bodyOf(wire({ body: 'a\n' }))).toBe('a\r\n')
})

test.each([
  'é'.repeat(3),
  `${'a'.repeat(74)}é`,
  `é${'a'.repeat(70)}`,
  `é${'a'.repeat(69)}`,
  `${'a'.repeat(70)}é`,
])('quoted-printable of %j decodes to it without a line end', (body) => {
  const encoded = bodyOf(wire({ body }))
  expect(encoded).toMatch(/^(?:.{0,76}\r\n)+$/)
  expect(encoded).toMatch(/^(?:(?:[^=\r\n]|=[\dA-F]{2})*=?\r\n)+$/)
  const decoded = encoded
    .replaceAll('=\r\n', '')
    .replace(/=(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  expect(Buffer.from(decoded, 'latin1').toString()).toBe(body)
})

test('inside a multipart a text gains no line end', () => {
  const text = wire({ body: 'plain', alternatives: [{ content: '<p>', mimetype: 'text/html' }] })
  expect(text).toMatch(/\r\n\r\nplain\r\n--=_/)
})

test('a line that begins with From is left alone', () => {
  expect(bodyOf(wire({ body: 'From the future\n.\n' }))).toBe('From the future\r\n.\r\n')
})

test('body and alternatives are in the charset of the message', () => {
  const text = wire({
    body: 'Firstname Sürname',
    charset: 'iso-8859-1',
    alternatives: [{ content: '<p>Sürname</p>', mimetype: 'text/html; charset=utf-8' }],
  })
  expect(text.match(/charset="iso-8859-1"/g)).toHaveLength(2)
  expect(text.match(/S=FCrname/g)).toHaveLength(2)
})

test('Japanese in ISO-2022-JP is 7bit as it stands', () => {
  const text = wire({ body: 'こんにちは\n', charset: 'iso-2022-jp' })
  expect(encodingOf(text)).toBe('7bit')
  expect(bodyOf(text)).toBe('\x1b$B$3$s$K$A$O\x1b(B\r\n')
})

test('a character the charset lacks is an error, or UTF-8 when the policy says so', () => {
  const changes: Partial<Message> = { body: '€', charset: 'iso-8859-1' }
  expect(() => wire(changes)).toThrow(expect.objectContaining({ code: 'unencodable-character' }))
  expect(wire(changes, { unencodable: 'utf-8' })).toContain('charset="utf-8"')
})

test.each<[string, Partial<Message>]>([
  ['body', { body: 'a\0b' }],
  ['alternatives[1]', { alternatives: [html('a'), html('a\0b')] }],
])('NUL in %s is refused by its name', (field, changes) => {
  expect(() => wire(changes)).toThrow(expect.objectContaining({ code: 'invalid-content', place: { field } }))
})

test('an alternative may be of any type, and text may come as UTF-8 octets', () => {
  const text = wire({
    alternatives: [
      { content: Uint8Array.of(7), mimetype: 'application/x-ccmail-rtf' },
      { content: Buffer.from('<p>ok</p>\n'), mimetype: 'text/x-amp-html' },
      { content: 'BEGIN:VCALENDAR\n', mimetype: 'text/calendar; method="REQUEST"' },
    ],
  })
  expect(text).toMatch(/application\/x-ccmail-rtf\r\n[\s\S]*base64\r\n\r\nBw==\r\n/)
  expect(text).toMatch(/text\/x-amp-html; charset="utf-8"\r\n[\s\S]*\r\n\r\n<p>ok<\/p>\r\n\r\n--/)
  expect(text).toContain('Content-Type: text/calendar; method="REQUEST"; charset="utf-8"\r\n')
})

test('an alternative in octets of a named charset is sent as it is', () => {
  const octets = Uint8Array.of(0x83, 0x65, 0x0a)
  const text = wire({ alternatives: [{ content: octets, mimetype: 'text/html; charset=shift_jis' }] })
  expect(text).toContain('Content-Type: text/html; charset="shift_jis"\r\n')
  expect(text).toContain(Buffer.from(octets).toString('base64'))
  expect(() => wire({ alternatives: [{ content: octets, mimetype: 'text/html' }] })).toThrow(/is not UTF-8/)
})

test('an alternative without mimetype or content is refused', () => {
  const bare = JSON.parse('[{"content":"x"},{"mimetype":"text/html"},{"content":"x","mimetype":""}]')
  for (const alternative of bare) {
    expect(() => wire({ alternatives: [alternative] })).toThrow('Both content and mimetype must be provided.')
  }
})

test.each([
  'text',
  'text/',
  'te xt/html',
  'text/html; charset',
  'text/html\r\nBcc: x',
  'multipart/mixed',
  'message/rfc822',
])('the mimetype %j is refused for an alternative', (mimetype) => {
  expect(() => wire({ alternatives: [{ content: 'x', mimetype }] })).toThrow(
    expect.objectContaining({ code: 'invalid-mimetype', place: { field: 'alternatives[0]' } }),
  )
})

test('raw UTF-8 in headers is for SMTPUTF8 only', () => {
  const changes: Partial<Message> = { subject: 'ämne', to: ['nøn-åscîi@example.com'] }
  const policy: Partial<MimePolicy> = { smtpUtf8: true }
  expect(Buffer.from(wire(changes, policy), 'latin1').toString()).toContain(
    'To: nøn-åscîi@example.com\r\nSubject: ämne\r\n',
  )
  expect(() => wire(changes)).toThrow(/non-ASCII/)
  expect(wire({ ...messageWith({}), ...changes, to: [] })).toMatch(/^[\0-\x7f]*$/)
})

function html(content: string): Message['alternatives'][number] {
  return { content, mimetype: 'text/html' }
}
