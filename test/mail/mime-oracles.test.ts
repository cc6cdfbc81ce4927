import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { fileAttachment } from '../../src/main/mail/attachments.ts'
import { joinChunks } from '../../src/main/mail/mime.ts'
import type { Attachment, Message, MimePolicy } from '../../src/shared/mail-types.ts'
import { built, messageWith } from '../helpers/messages.ts'
import { hasPython } from '../helpers/python.ts'
import { contentOf, header, type ParsedPart, parseWithPython } from '../helpers/python-mime.ts'

const bodies = [
  'Content\n',
  'no line end',
  'From the future\n.\n..dots\n-- \nsignature\n',
  'a\rb\r\nc\n\n\nd',
  'Body with latin characters: àáä.',
  'I de sørlige hav '.repeat(58),
  'В южных морях '.repeat(60),
  `${'x'.repeat(5000)}\n${' trailing  \n'.repeat(5)}`,
  'ご注文ありがとうございます 🎉 = =3D =?utf-8?q?x?=\n',
]
const htmls = ['<p>Hi</p>\n', '<p>Zażółć gęślą jaźń</p>', `<p>${'long '.repeat(400)}</p>`]
const files: readonly Attachment[] = [
  fileAttachment(
    'data.bin',
    Uint8Array.from({ length: 1000 }, (_, i) => i % 256),
  ),
  fileAttachment('ütƒ-8.txt', 'ütƒ-8\nlone\r\n'),
  fileAttachment('not-utf8.txt', Buffer.from([0x86, 0x0a])),
  fileAttachment(`${'Sehr langer Name für eine Datei '.repeat(4)}.pdf`, 'x'),
  fileAttachment('a"b;c\\=.csv'.replace('\\', ''), ''),
]
const child = 'Subject: child subject\nContent-Transfer-Encoding: 8bit\n\n¡8-bit content!\n'
const eml = fileAttachment('child.eml', child)

/** Message shapes times bodies: enough to meet every branch, each parsed by both oracles. */
const messages: readonly Message[] = [
  ...bodies.map((body) => messageWith({ body })),
  ...bodies.map((body) =>
    messageWith({ body, alternatives: [{ content: htmls[1] ?? '', mimetype: 'text/html' }] }),
  ),
  ...bodies.map((body, i) => messageWith({ body, attachments: files.slice(i % files.length) })),
  ...bodies.map((body) => messageWith({ body, contentSubtype: 'html', attachments: [eml] })),
  ...bodies.map((body) => messageWith({ body, charset: 'gb18030' })),
  ...htmls.map((content) => messageWith({ body: '', alternatives: [{ content, mimetype: 'text/html' }] })),
  ...htmls.map((content) =>
    messageWith({
      alternatives: [{ content: `${content}<img src="cid:logo">`, mimetype: 'text/html' }],
      attachments: [...files, fileAttachment('logo.png', Uint8Array.of(1, 2, 3), undefined, 'logo')],
    }),
  ),
  ...files.map((file) => messageWith({ body: '', attachments: [file] })),
  messageWith({ subject: '', body: '' }),
  messageWith({
    subject: 'Gżegżółka '.repeat(20),
    from: 'Firstname Sürname <from@example.com>',
    to: ['"Sürname, Firstname" <to@example.com>', 'other@example.com'],
    headers: { Sender: 'Firstname Sürname <sender@example.com>', Comments: 'My Sürname is non-ASCII' },
  }),
  messageWith({
    subject:
      'Long subject lines that get wrapped should contain a space continuation character to comply with RFC 822',
    replyTo: ['reply@example.com', 'Second <second@example.com>'],
    cc: Array.from({ length: 30 }, (_, i) => `Person ${i} <person${i}@example.com>`),
  }),
]

function octetsOf(message: Message, policy: Partial<MimePolicy> = {}): Uint8Array {
  return joinChunks(built(message, policy))
}

/** What a reader sees of a text: its line ends as LF, and not the one SMTP adds. */
function seen(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
}

function leaves(part: ParsedPart): readonly ParsedPart[] {
  return part.type.startsWith('multipart/') ? part.parts.flatMap(leaves) : [part]
}

function allParts(part: ParsedPart): readonly ParsedPart[] {
  return [part, ...part.parts.flatMap(allParts)]
}

function decode(content: Buffer, charset = 'utf-8'): string {
  return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(content)
}

/** Everything the message says, in the order of its parts as a reader meets them. */
function expectedLeaves(
  message: Message,
): readonly { type: string; content: Buffer | string; filename: string | null }[] {
  const isOnlyFiles = message.body === '' && message.alternatives.length + message.attachments.length > 0
  const body = isOnlyFiles ? [] : [{ content: message.body, mimetype: `text/${message.contentSubtype}` }]
  const texts = [...body, ...message.alternatives].map(({ content, mimetype }) => ({
    type: mimetype,
    content: seen(String(content)),
    filename: null,
  }))
  const attached = message.attachments.flatMap((file) =>
    file.kind === 'file'
      ? [
          {
            type: file.mimetype,
            content: Buffer.from(file.content),
            filename: file.filename ?? null,
            id: file.contentId,
          },
        ]
      : [],
  )
  const plain = ({ type, content, filename }: (typeof attached)[number]) => ({ type, content, filename })
  return [
    ...texts,
    ...attached.filter(({ id }) => id).map(plain),
    ...attached.filter(({ id }) => !id).map(plain),
  ]
}

describe.skipIf(!hasPython)("python's email package", () => {
  test('reads back every part of every message, and finds no defect', () => {
    const parsed = parseWithPython(messages.map((message) => octetsOf(message)))
    expect(parsed.length).toBeGreaterThan(55)
    parsed.forEach((root, i) => {
      const message = messages[i] ?? messageWith({})
      expect(allParts(root).flatMap(({ defects }) => defects)).toEqual([])
      const found = leaves(root).map((leaf) => {
        const isText = leaf.type.startsWith('text/') && leaf.disposition === null
        const content = leaf.type === 'message/rfc822' ? Buffer.from(child) : contentOf(leaf)
        return {
          type: leaf.type,
          content: isText && Buffer.isBuffer(content) ? seen(decode(content, leaf.params.charset)) : content,
          filename: leaf.filename,
        }
      })
      expect(found).toEqual(expectedLeaves(message))
    })
  })

  test('reads back every header', () => {
    const parsed = parseWithPython(messages.map((message) => octetsOf(message)))
    parsed.forEach((root, i) => {
      const message = messages[i] ?? messageWith({})
      expect(header(root, 'Subject')).toBe(message.subject)
      expect(header(root, 'From')).toBe(message.from)
      expect(header(root, 'To')).toBe(message.to.join(', '))
      expect(header(root, 'Cc')).toBe(message.cc.length > 0 ? message.cc.join(', ') : undefined)
      expect(header(root, 'Message-ID')).toBe('<fixed@example.com>')
      expect(header(root, 'Date')).toBe('Fri, 02 Jan 2026 03:04:05 +0000')
      for (const [name, value] of Object.entries(message.headers)) expect(header(root, name)).toBe(value)
    })
  })

  test('finds an attached message inside, with its own encoding', () => {
    const [root] = parseWithPython([octetsOf(messageWith({ attachments: [eml] }))])
    const part = root?.parts[1]
    expect(part).toMatchObject({ type: 'message/rfc822', encoding: '8bit', filename: 'child.eml' })
    expect(part?.parts[0]).toMatchObject({ type: 'text/plain', encoding: '8bit' })
    expect(part?.parts[0] && header(part.parts[0], 'Subject')).toBe('child subject')
    expect(part?.parts[0] && contentOf(part.parts[0]).toString()).toBe('¡8-bit content!\r\n')
  })

  test('sees the same content in the 7-bit form', () => {
    const withChild = messages.map((message) => ({ ...message, attachments: [...message.attachments, eml] }))
    const asIs = parseWithPython(withChild.map((message) => octetsOf(message)))
    const octets = withChild.map((message) => octetsOf(message, { sevenBit: true }))
    expect(octets.every((bytes) => bytes.every((octet) => octet < 128))).toBe(true)
    const bare = (part: ParsedPart): unknown => ({
      ...part,
      headers: [],
      encoding: '',
      parts: part.parts.map(bare),
    })
    expect(parseWithPython(octets).map(bare)).toEqual(asIs.map(bare))
  })
})

/** postal-mime ends every text with a line end of its own. */
function words(text: string): string {
  return seen(text).replace(/\n+$/, '')
}

test('postal-mime reads back text, HTML, files and addresses', async () => {
  for (const message of messages) {
    const email = await PostalMime.parse(octetsOf(message), { forceRfc822Attachments: true })
    expect(email.subject ?? '').toBe(message.subject)
    const html = message.contentSubtype === 'html' ? message.body : message.alternatives[0]?.content
    if (message.contentSubtype === 'plain') expect(words(email.text ?? '')).toBe(words(message.body))
    if (html !== undefined) expect(words(email.html ?? '')).toBe(words(String(html)))
    const found = email.attachments.map(({ filename, mimeType, content }) => ({
      type: mimeType,
      filename,
      content: mimeType === 'message/rfc822' ? Buffer.from(child) : Buffer.from(content as ArrayBuffer),
    }))
    expect(new Set(found)).toEqual(
      new Set(expectedLeaves(message).filter(({ filename }) => filename !== null)),
    )
  }
})
