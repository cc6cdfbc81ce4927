import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { fileAttachment } from '../../src/main/mail/attachments.ts'
import { joinChunks } from '../../src/main/mail/mime.ts'
import { toSevenBit } from '../../src/main/mail/seven-bit.ts'
import type { Attachment, MimeMessage } from '../../src/shared/mail-types.ts'
import { built } from '../helpers/messages.ts'

function eml(text: string): Attachment {
  return fileAttachment('a.eml', text)
}

function text(mime: MimeMessage): string {
  return Buffer.from(joinChunks(mime)).toString('latin1')
}

test('a message that is 7-bit already is returned as it is', () => {
  const mime = built({ body: 'é' })
  expect(toSevenBit(mime)).toBe(mime)
})

test('the policy and the function give the same octets', () => {
  const changes = { attachments: [eml('Subject: x\r\n\r\né')] }
  const sevenBit = toSevenBit(built(changes))
  expect(text(built(changes, { sevenBit: true }))).toBe(text(sevenBit))
  expect(sevenBit).toMatchObject({
    eightBit: false,
    messageId: '<fixed@example.com>',
    size: text(sevenBit).length,
  })
})

test('labels tell what the parts are now, and 7-bit parts keep their octets', () => {
  const child = [
    'Subject: child',
    'Content-Type: multipart/mixed; boundary=inner',
    'Content-Transfer-Encoding: 8bit',
    '',
    '--inner',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `Grüße ${'aus der Ferne '.repeat(20)}`,
    '--inner',
    '',
    'kept   exactly ',
    '--inner',
    'Content-Type: application/x',
    '',
    'ééé',
    '--inner--',
    '',
  ].join('\r\n')
  const mime = toSevenBit(built({ attachments: [eml(child)] }))
  const result = text(mime)
  expect(result).toMatch(/^[\0-\x7f]*$/)
  expect(result).not.toMatch(/8bit/)
  expect(result).toContain('\r\n\r\nkept   exactly \r\n--inner\r\n')
  expect(result).toContain('Gr=C3=BC=C3=9Fe')
  expect(result).toContain(`base64\r\n\r\n${Buffer.from('ééé').toString('base64')}\r\n--inner--`)
})

test('the parts of a digest are messages without saying so', () => {
  const digest =
    'Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: inner\r\n\r\né\r\n--b--\r\n'
  expect(text(toSevenBit(built({ attachments: [eml(digest)] })))).toContain(
    '--b\r\n\r\nSubject: inner\r\nContent-Transfer-Encoding: base64\r\n\r\nw6k=\r\n--b--',
  )
})

test('a text with a line like a boundary goes into base64', () => {
  const child = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${'é a'.repeat(2)}${' long'.repeat(40)}\r\n--bb\r\n\r\n--b--\r\n`
  const result = text(toSevenBit(built({ attachments: [eml(child)] })))
  expect(result).toContain('Content-Transfer-Encoding: base64\r\n\r\nw6kg')
})

test.each([
  ['quoted-printable with raw octets', 'quoted-printable', 'a=C3=A9é= \r\n b  \r\n', 'aéé b\n'],
  ['base64 with raw octets around', 'base64', 'w6k=\r\né\r\n', 'é'],
])('%s decodes to the same', async (_, encoding, body, decoded) => {
  const child = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`
  const mime = toSevenBit(built({ body: '', attachments: [eml(child)] }))
  const outer = await PostalMime.parse(joinChunks(mime), { forceRfc822Attachments: true })
  const inner = await PostalMime.parse(outer.attachments[0]?.content ?? '')
  expect(text(mime)).toMatch(/^[\0-\x7f]*$/)
  expect(inner.text?.trimEnd()).toBe(decoded.trimEnd())
})

test('raw 8-bit headers of an attached message cannot be helped', () => {
  const mime = built({ attachments: [eml('Subject: é\r\n\r\n')] })
  expect(() => toSevenBit(mime)).toThrow(expect.objectContaining({ code: 'invalid-attachment' }))
})

test('UTF-8 headers of the message itself need SMTPUTF8', () => {
  const mime = built({ subject: 'é' }, { smtpUtf8: true })
  expect(() => toSevenBit(mime)).toThrow(expect.objectContaining({ code: 'needs-smtputf8' }))
})
