import { expect, test } from 'vitest'
import { fileAttachment } from '../../src/main/mail/attachments.ts'
import { buildMime, defaultMimePolicy, recipients } from '../../src/main/mail/mime.ts'
import type { Attachment, Message } from '../../src/shared/mail-types.ts'
import { built, fixedStamp, messageWith, wire } from '../helpers/messages.ts'

/** The types of a message's parts, by their nesting: `mixed(text/plain, image/png)`. */
function shape(changes: Partial<Message>): string {
  return shapeOf(wire(changes))
}

function shapeOf(entity: string): string {
  const head = entity.slice(0, entity.indexOf('\r\n\r\n'))
  const type = /^content-type: ([^;\r]+)/im.exec(head)?.[1] ?? ''
  if (type === 'message/rfc822') return `rfc822(${shapeOf(entity.slice(head.length + 4))})`
  const boundary = /boundary="(.*)"/.exec(head)?.[1]
  if (boundary === undefined) return type
  const parts = entity.split(`--${boundary}`).slice(1, -1)
  return `${type.replace('multipart/', '')}(${parts.map((part) => shapeOf(part.slice(2))).join(', ')})`
}

const html = { content: '<p>Hi</p>', mimetype: 'text/html' }
const pdf = fileAttachment('a.pdf', Uint8Array.of(1, 2))
const eml = fileAttachment('a.eml', 'Subject: child\nContent-Type: text/plain\n\nHi\n')
const logo = fileAttachment('logo.png', Uint8Array.of(1), undefined, 'logo@x')
const logoHtml = { content: '<img src="cid:logo@x">', mimetype: 'text/html' }
const readyLogo: Attachment = {
  kind: 'part',
  bytes: Buffer.from(
    'Content-Type: image/gif\r\nContent-ID: <gif@x>\r\nContent-Disposition: inline\r\n\r\nGIF',
  ),
}

test.each<[string, Partial<Message>, string]>([
  ['text', {}, 'text/plain'],
  ['nothing at all', { body: '' }, 'text/plain'],
  ['HTML as the body', { contentSubtype: 'html' }, 'text/html'],
  ['text and a file', { attachments: [pdf] }, 'mixed(text/plain, application/pdf)'],
  ['text and HTML', { alternatives: [html] }, 'alternative(text/plain, text/html)'],
  [
    'text, HTML and a file',
    { alternatives: [html], attachments: [pdf] },
    'mixed(alternative(text/plain, text/html), application/pdf)',
  ],
  [
    'text, HTML and a message',
    { alternatives: [html], attachments: [eml] },
    'mixed(alternative(text/plain, text/html), rfc822(text/plain))',
  ],
  ['a file alone', { body: '', attachments: [pdf] }, 'mixed(application/pdf)'],
  ['HTML alone', { body: '', alternatives: [html] }, 'alternative(text/html)'],
  [
    'HTML and a file',
    { body: '', alternatives: [html], attachments: [pdf] },
    'mixed(alternative(text/html), application/pdf)',
  ],
  [
    'HTML that shows an image',
    { alternatives: [logoHtml], attachments: [logo] },
    'alternative(text/plain, related(text/html, image/png))',
  ],
  [
    'HTML that shows an image, and a file',
    { alternatives: [logoHtml], attachments: [pdf, logo] },
    'mixed(alternative(text/plain, related(text/html, image/png)), application/pdf)',
  ],
  [
    'an HTML body that shows an image',
    { body: logoHtml.content, contentSubtype: 'html', attachments: [logo] },
    'related(text/html, image/png)',
  ],
  [
    'HTML that names the image in URL form',
    { alternatives: [{ ...html, content: '<img src="CID:logo%40x">' }], attachments: [logo] },
    'alternative(text/plain, related(text/html, image/png))',
  ],
  [
    'HTML that shows a ready-made part',
    { alternatives: [{ ...html, content: "<img src='cid:gif@x'>" }], attachments: [readyLogo] },
    'alternative(text/plain, related(text/html, image/gif))',
  ],
  [
    'HTML that only shows another image',
    { alternatives: [{ ...html, content: '<img src="cid:logo@x2">' }], attachments: [logo] },
    'mixed(alternative(text/plain, text/html), image/png)',
  ],
  [
    'plain text that mentions the image',
    { body: 'cid:logo@x', attachments: [logo] },
    'mixed(text/plain, image/png)',
  ],
])('%s gets its structure', (_, changes, structure) => {
  expect(shape(changes)).toBe(structure)
})

test('the last HTML that refers to an image owns it', () => {
  const other = { content: 'cid:logo@x', mimetype: 'text/html' }
  expect(shape({ alternatives: [other, logoHtml], attachments: [logo] })).toBe(
    'alternative(text/plain, text/html, related(text/html, image/png))',
  )
})

test('the header comes in one order, and ends with the MIME fields', () => {
  const text = wire({
    cc: ['cc@example.com'],
    replyTo: ['r@example.com'],
    headers: { 'X-A': '1', 'X-B': '2' },
  })
  expect(text).toBe(
    [
      'From: from@example.com',
      'To: to@example.com',
      'Cc: cc@example.com',
      'Reply-To: r@example.com',
      'Subject: Subject',
      'Date: Fri, 02 Jan 2026 03:04:05 +0000',
      'Message-ID: <fixed@example.com>',
      'X-A: 1',
      'X-B: 2',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset="utf-8"',
      'Content-Transfer-Encoding: 7bit',
      '',
      'Content',
      '',
    ].join('\r\n'),
  )
})

test('an empty list makes no header, and blanks in a list are dropped', () => {
  const text = wire({ to: ['', ' '], cc: ['', 'cc@example.com', ''] })
  expect(text).not.toMatch(/^To:/m)
  expect(text).toMatch(/^Cc: cc@example\.com\r$/m)
})

test('a header given by hand replaces the made one, whatever its case', () => {
  const mime = built({
    headers: {
      date: 'Fri, 09 Nov 2001 01:08:47 -0000',
      'Message-ID': 'foo',
      TO: 'list@example.com',
      subject: 'Own',
    },
  })
  const head = Buffer.concat(mime.chunks).toString().split('\r\n\r\n')[0]
  expect(head?.match(/^(date|message-id|to|subject):.*/gim)).toEqual([
    'TO: list@example.com',
    'subject: Own',
    'date: Fri, 09 Nov 2001 01:08:47 -0000',
    'Message-ID: foo',
  ])
  expect(mime).toMatchObject({ messageId: 'foo', date: new Date('2001-11-09T01:08:47Z') })
  expect(mime.envelope).toEqual({ from: 'from@example.com', to: ['to@example.com'] })
})

test('From in the headers leaves the envelope to the from field', () => {
  const mime = built({ from: 'bounce@example.com', headers: { From: 'from@example.com' } })
  expect(Buffer.concat(mime.chunks).toString()).toMatch(/^From: from@example\.com\r$/m)
  expect(mime.envelope.from).toBe('bounce@example.com')
})

test('To in the headers alone reaches nobody', () => {
  const mime = built({ to: [], headers: { To: 'list@example.com' } })
  expect(Buffer.concat(mime.chunks).toString()).toContain('To: list@example.com\r\n')
  expect(mime.envelope.to).toEqual([])
})

test('the envelope has every recipient once, in wire form and in order', () => {
  const mime = built({
    from: 'lists@discussão.example.org',
    to: ['To Example <to@漢字.example.com>', 'a@example.com'],
    cc: ['A <a@EXAMPLE.com>', 'cc@example.com'],
    bcc: ['monitor@discussão.example.org', 'cc@example.com'],
    headers: { From: 'x@example.com', To: 'y@example.com' },
  })
  expect(mime.envelope).toEqual({
    from: 'lists@xn--discusso-xza.example.org',
    to: [
      'to@xn--p8s937b.example.com',
      'a@example.com',
      'cc@example.com',
      'monitor@xn--discusso-xza.example.org',
    ],
  })
})

test('recipients are to, cc and bcc as written, without blanks', () => {
  const message = messageWith({ to: ['B <b@x.com>', ''], cc: ['a@x.com'], bcc: [' ', 'a@x.com'] })
  expect(recipients(message)).toEqual(['B <b@x.com>', 'a@x.com', 'a@x.com'])
})

test('bcc leaves no trace in the octets', () => {
  expect(wire({ bcc: ['hidden@example.com'] })).not.toMatch(/bcc|hidden/i)
})

test.each(['Bcc', 'bcc', 'Content-Type', 'MIME-Version'])('the header %s cannot be given by hand', (name) => {
  expect(() => built({ headers: { [name]: 'x' } })).toThrow(expect.objectContaining({ code: 'bad-header' }))
})

test.each<[string, Partial<Message>]>([
  ['the subject', { subject: 'Subject\nInjection' }],
  ['a header', { headers: { 'X-A': 'a\r\nBcc: b@example.com' } }],
  ['an address header', { headers: { Sender: 'Name\nX <a@example.com>' } }],
  ['an address', { to: ['to@example.com\n'] }],
])('a line break in %s is refused', (_, changes) => {
  expect(() => built(changes)).toThrow(/Header values may not contain linefeed or carriage return/)
})

test('a header given twice in different case is refused', () => {
  expect(() => built({ headers: { 'X-A': '1', 'x-a': '2' } })).toThrow(/given twice/)
})

test.each(['2001-11-09T01:08:47Z', 'yesterday', 'Fri, 99 Nov 2001 01:08:47 +0000'])(
  'the Date %s is refused',
  (date) => {
    expect(() => built({ headers: { Date: date } })).toThrow(/must look like/)
  },
)

test('a message without sender and recipients can be built for a preview', () => {
  const mime = built({ from: '', to: [], body: '', subject: '' })
  expect(mime.envelope).toEqual({ from: '', to: [] })
  expect(Buffer.concat(mime.chunks).toString()).not.toMatch(/^From:/m)
})

test.each(['foo', '<a b@x>', '<a@x>\n', '<a@é>', `<${'a'.repeat(300)}@x>`])(
  'the Message-ID %j is not given to a message',
  (messageId) => {
    const build = () => buildMime(messageWith({}), { ...fixedStamp, messageId }, defaultMimePolicy)
    expect(build).toThrow(expect.objectContaining({ code: 'bad-header' }))
  },
)

test('the same input gives the same octets, and other input leaves no trace', () => {
  const changes: Partial<Message> = { alternatives: [html], attachments: [pdf, eml] }
  const first = wire(changes)
  wire({ subject: 'Another', body: 'Another' })
  expect(wire(changes)).toBe(first)
})

test('changing the octets of an attachment afterwards does not change the message', () => {
  const content = Buffer.from(`Subject: child\r\n\r\n${'text\r\n'.repeat(20_000)}`)
  const part = Buffer.from(`Content-Type: text/plain\r\n\r\n${'text\r\n'.repeat(20_000)}`)
  const mime = built({
    attachments: [
      { kind: 'file', filename: 'a.eml', content, mimetype: 'message/rfc822' },
      { kind: 'part', bytes: part },
    ],
  })
  const before = Buffer.concat(mime.chunks).toString('latin1')
  content.fill(0x20)
  part.fill(0x20)
  expect(Buffer.concat(mime.chunks).toString('latin1')).toBe(before)
})

test('a large file is one chunk, and the chunks add up to the size', () => {
  const mime = built({ attachments: [fileAttachment('a.bin', Buffer.alloc(1_000_000, 7))] })
  expect(mime.chunks).toHaveLength(3)
  expect(mime.size).toBe(Buffer.concat(mime.chunks).length)
})

test('a boundary that a body contains is not used', () => {
  const plain = wire({ alternatives: [html] })
  const boundary = /boundary="(.*)"/.exec(plain)?.[1] ?? ''
  const text = wire({ body: `--${boundary}\nquoted\n`, alternatives: [html] })
  const other = /boundary="(.*)"/.exec(text)?.[1] ?? ''
  expect(boundary).toContain('=_')
  expect(other).not.toBe(boundary)
  expect(text.split(`--${other}`)).toHaveLength(4)
})
