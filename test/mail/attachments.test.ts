import { expect, test } from 'vitest'
import { fileAttachment, guessMimetype } from '../../src/main/mail/attachments.ts'
import type { Attachment } from '../../src/shared/mail-types.ts'
import { wire } from '../helpers/messages.ts'

const octetStream = 'application/octet-stream'
const ascii = Buffer.from('text')

test.each([
  ['file.txt', 'text/plain'],
  ['file.png', 'image/png'],
  ['FILE.PNG', 'image/png'],
  ['file_txt', octetStream],
  ['file_png', octetStream],
  ['png', octetStream],
  ['.txt', octetStream],
  ['file.txt.png', 'image/png'],
  ['file.png.txt', 'text/plain'],
  ['file.eml', 'message/rfc822'],
  ['file.unknown-extension', octetStream],
])('%s is taken for %s, unless a type is forced', (name, guessed) => {
  expect(guessMimetype(name)).toBe(guessed)
  expect(fileAttachment(name, ascii).mimetype).toBe(guessed)
  for (const forced of ['text/plain', 'image/png']) {
    expect(fileAttachment(name, ascii, forced).mimetype).toBe(forced)
  }
})

test.each([
  ['UTF-8', Buffer.from('ütƒ-8\n'), 'text/plain'],
  ['C3 A4 0A', Buffer.from([0xc3, 0xa4, 0x0a]), 'text/plain'],
  ['nothing', Buffer.alloc(0), 'text/plain'],
  ['86 and ASCII', Buffer.concat([Buffer.from([0x86]), Buffer.from('unknown-encoding\n')]), octetStream],
  ['FF', Buffer.from([0xff]), octetStream],
])('a text file of %s keeps its octets as %s', (_, content, mimetype) => {
  const asProperty: Attachment = { kind: 'file', filename: 'a.txt', content, mimetype: 'text/plain' }
  for (const attachment of [fileAttachment('a.txt', content), asProperty]) {
    const text = wire({ body: '', attachments: [attachment] })
    expect(text).toContain(
      `Content-Type: ${mimetype}${mimetype === octetStream ? '' : '; charset="utf-8"'}\r\n`,
    )
    expect(text).toContain(`\r\n\r\n${content.toString('base64')}\r\n--`)
  }
})

test('text octets of a named charset keep their label', () => {
  const text = wire({
    attachments: [fileAttachment('a.txt', Uint8Array.of(0x83, 0x65), 'text/plain; charset=shift_jis')],
  })
  expect(text).toContain('Content-Type: text/plain; charset="shift_jis"\r\n')
})

test('text given as a string is UTF-8 and keeps its line ends', () => {
  const text = wire({ attachments: [fileAttachment('a.csv', 'ä\nb\r')] })
  expect(text).toContain('Content-Type: text/csv; charset="utf-8"\r\n')
  expect(text).toContain(Buffer.from('ä\nb\r').toString('base64'))
})

test.each([
  ['/tmp/une pièce jointe.pdf', 'une pièce jointe.pdf'],
  ['C:\\Users\\me\\a.txt', 'a.txt'],
  ['../.hidden', '.hidden'],
  ['a  b;"c\'=%.txt', 'a  b;"c\'=%.txt'],
])('of the name %j only the last segment is kept, and that exactly', (given, name) => {
  expect(fileAttachment(given, 'x').filename).toBe(name)
})

test.each([
  '',
  ' ',
  'folder/',
  '../..',
  '.',
  'a\nb.txt',
  'a\0.txt',
  'invoice\u202Efdp.exe',
  'a\u2066b',
  '\ud800.txt',
])('the name %j is refused, also when set as a property', (filename) => {
  const refused = expect.objectContaining({ code: 'invalid-attachment' })
  expect(() => fileAttachment(filename, 'x')).toThrow(refused)
  const attachment: Attachment = { kind: 'file', filename, content: 'x', mimetype: 'text/plain' }
  expect(() => wire({ attachments: [attachment] })).toThrow(refused)
})

test('an attachment without a name gets none', () => {
  const attachment = fileAttachment(undefined, 'x')
  expect(attachment).toEqual({ kind: 'file', filename: undefined, content: 'x', mimetype: octetStream })
  expect(wire({ attachments: [attachment] })).toContain('Content-Disposition: attachment\r\n')
})

test('an attachment without content is refused', () => {
  const { content } = JSON.parse('{}')
  expect(() => fileAttachment('a.txt', content)).toThrow('content must be provided.')
})

test.each(['multipart/mixed', 'nonsense', 'text/plain\r\nX: y'])('the mimetype %j is refused', (mimetype) => {
  const refused = expect.objectContaining({ code: 'invalid-mimetype' })
  expect(() => fileAttachment('a', 'x', mimetype)).toThrow(refused)
  const attachment: Attachment = { kind: 'file', filename: 'a', content: 'x', mimetype }
  expect(() => wire({ attachments: [attachment] })).toThrow(refused)
})

test('a content ID makes the attachment inline and names it', () => {
  const text = wire({ attachments: [fileAttachment('a.png', 'x', undefined, 'logo@x')] })
  expect(text).toContain('Content-Disposition: inline; filename="a.png"\r\nContent-ID: <logo@x>\r\n')
})

test.each(['', '<logo>', 'lo go', 'logo\r\nX: y', 'é'])('the content ID %j is refused', (contentId) => {
  const refused = expect.objectContaining({ code: 'invalid-attachment' })
  expect(() => fileAttachment('a.png', 'x', 'image/png', contentId)).toThrow(refused)
  const attachment: Attachment = {
    kind: 'file',
    filename: 'a',
    content: 'x',
    mimetype: 'image/png',
    contentId,
  }
  expect(() => wire({ attachments: [attachment] })).toThrow(refused)
})
