import { expect, test } from 'vitest'
import { fileAttachment } from '../../src/main/mail/attachments.ts'
import type { Attachment } from '../../src/shared/mail-types.ts'
import { wire } from '../helpers/messages.ts'

/** The attached part on the wire, header and body. */
function attached(attachment: Attachment): string {
  const text = wire({ body: '', attachments: [attachment] })
  const boundary = /boundary="(.*)"/.exec(text)?.[1]
  return text.split(`\r\n--${boundary}`)[1]?.slice(2) ?? ''
}

function message(content: string | Uint8Array): Attachment {
  return fileAttachment('a.eml', content)
}

function part(text: string): Attachment {
  return { kind: 'part', bytes: Buffer.from(text, 'latin1') }
}

test('an attached message is labelled 7bit or 8bit and keeps its octets', () => {
  const child = 'Subject: child subject\r\n\r\nbody\r\n'
  expect(attached(message(child))).toBe(
    `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\nContent-Disposition: attachment; filename="a.eml"\r\n\r\n${child}`,
  )
  const eightBit = 'Content-Transfer-Encoding: 8bit\r\n\r\n¡8-bit content!'
  const text = attached(message(eightBit))
  expect(text).toMatch(/^Content-Type: message\/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n/)
  expect(text.endsWith(Buffer.from(eightBit).toString('latin1'))).toBe(true)
})

test('a multipart with 8-bit content says so', () => {
  const text = wire({ attachments: [message('Subject: x\r\n\r\né')] })
  expect(text).toMatch(/multipart\/mixed;\r\n boundary=".*"\r\nContent-Transfer-Encoding: 8bit\r\n/)
})

test('the line ends of an attached message become CRLF', () => {
  expect(attached(message('Subject: x\n\na\rb\r\nc\n'))).toMatch(/\r\n\r\nSubject: x\r\n\r\na\r\nb\r\nc\r\n$/)
})

test('an overlong line in an attached message is encoded, the rest left alone', () => {
  const long = `é${'a'.repeat(2000)}`
  const text = attached(
    message(`Subject: x\r\nX-Raw: é\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${long}\r\n`),
  )
  expect(Buffer.from(text, 'latin1').toString()).toContain(
    'Subject: x\r\nX-Raw: é\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A9aaa',
  )
  expect(text).toMatch(/^(?:.{0,998}\r\n)+$/)
})

test('base64 in one long line is broken into lines, whatever text it holds', () => {
  const content = Buffer.from('lone\nline\rends é '.repeat(100)).toString('base64')
  const text = attached(
    message(`Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${content}`),
  )
  const body = text.split('\r\n\r\n')[2] ?? ''
  expect(body).toMatch(/^[A-Za-z0-9+/=]{76}\r\n/)
  expect(body.replaceAll('\r\n', '')).toBe(content)
})

test('only a line of its own is a boundary', () => {
  const inner = `x --b\r\n${'a'.repeat(1000)}\r\n--b`
  const text = attached(message(`Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${inner}--\r\n`))
  expect(text).toContain('--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nx --b\r\naaa')
})

test.each([
  ['a header line over 998 octets', `X: ${'a'.repeat(1000)}\r\n\r\n`],
  ['NUL in the header', 'X: \0\r\n\r\n'],
  ['a multipart without its boundary', `Content-Type: multipart/mixed\r\n\r\n${'a'.repeat(1000)}`],
  ['an unknown encoding', `Content-Transfer-Encoding: x-uue\r\n\r\n${'a'.repeat(1000)}`],
  ['endless nesting', `${'Content-Type: message/rfc822\r\n\r\n'.repeat(500)}\r\n${'a'.repeat(1000)}`],
])('a message with %s is refused by its place', (_, content) => {
  expect(() => wire({ attachments: [message('X: y\n\n'), message(content)] })).toThrow(
    expect.objectContaining({ code: 'invalid-attachment', place: { field: 'attachments[1]' } }),
  )
})

test('a ready-made part is placed as it is', () => {
  const text =
    'Content-Type: image/gif\r\nContent-ID: <content-id@example.org>\r\nContent-Disposition:\r\n inline\r\n\r\nGIF89a'
  expect(attached(part(text))).toBe(text)
})

test.each([
  ['no header', 'GIF89a', /does not begin with header lines/],
  ['an empty header', '\r\nGIF89a', /does not begin with header lines/],
  ['no Content-Type', 'Content-ID: <a@b>\r\n\r\n', /no Content-Type/],
  ['no blank line', 'Content-Type: image/gif\r\n', /no blank line/],
  ['a bare LF', 'Content-Type: image/gif\n\nGIF', /bare CR or LF/],
  ['a bare CR', 'Content-Type: image/gif\r\n\r\nG\rF', /bare CR or LF/],
  ['NUL', 'Content-Type: image/gif\r\n\r\n\0', /NUL/],
  ['a long line', `Content-Type: image/gif\r\n\r\n${'a'.repeat(999)}`, /998 octets/],
  ['an 8-bit header', 'Content-Type: image/gif; name="\xe9"\r\n\r\n', /8-bit character in its header/],
])('a ready-made part with %s is refused', (_, text, problem) => {
  expect(() => wire({ attachments: [part(text)] })).toThrow(problem)
})
