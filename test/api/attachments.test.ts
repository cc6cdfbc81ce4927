import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { EmailMessage, EmailMultiAlternatives, mimePart } from '../../src/main/api/index.ts'
import { connect, emailWith, headersOf, wireOf } from '../helpers/scripting.ts'
import { tempDir } from '../helpers/temp-dir.ts'

/** Name, type and octets of every attachment, as a reader sees them. */
async function received(email: EmailMessage): Promise<readonly unknown[]> {
  const { attachments } = await PostalMime.parse(await email.message(), { attachmentEncoding: 'arraybuffer' })
  return attachments.map(({ filename, mimeType, content }) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer)
    return [filename, mimeType, bytes.toString('latin1')]
  })
}

describe('attach', () => {
  it('A29: method, tuple and object give the same attachment', async () => {
    const content = Buffer.from('%PDF')
    const email = await emailWith({
      attachments: [
        ['a.pdf', content, 'application/pdf'],
        { filename: 'a.pdf', content, mimetype: 'application/pdf' },
      ],
    })
    email.attach('a.pdf', content, 'application/pdf')
    expect(email.attachments).toMatchObject(
      Array(3).fill({ filename: 'a.pdf', content, mimetype: 'application/pdf' }),
    )
    expect(await received(email)).toEqual(Array(3).fill(['a.pdf', 'application/pdf', '%PDF']))
  })

  it('A29: without a type the name decides, and a name that tells nothing means octets', async () => {
    const email = await emailWith({ attachments: [['filename1', 'content1']] })
    email.attach('page.html', '<p>')
    expect(email.attachments).toMatchObject([
      { mimetype: 'application/octet-stream' },
      { mimetype: 'text/html' },
    ])
  })

  it('A30: a name beyond ASCII arrives as it is', async () => {
    const email = await emailWith({ attachments: [['une pièce jointe.pdf', Buffer.from('%PDF')]] })
    expect(await received(email)).toEqual([['une pièce jointe.pdf', 'application/pdf', '%PDF']])
  })

  it.each([
    ['utf8.txt', Buffer.from('ütƒ-8\n'), 'text/plain'],
    ['not-utf8.txt', Buffer.from([0x86, ...Buffer.from('unknown-encoding\n')]), 'application/octet-stream'],
    ['umlaut.txt', Buffer.from([0xc3, 0xa4, 0x0a]), 'text/plain'],
    ['byte.txt', Buffer.from([0xff]), 'application/octet-stream'],
  ])('A32: the octets of %s arrive, as text only when they are', async (filename, content, type) => {
    const attached = await emailWith()
    attached.attach(filename, content)
    const assigned = await emailWith()
    assigned.attachments = [[filename, content]]
    for (const email of [attached, assigned]) {
      expect(await received(email)).toEqual([[filename, type, content.toString('latin1')]])
    }
  })

  it('A33: a message, its text or its octets become a part that is never encoded', async () => {
    const child = new EmailMessage({
      subject: 'child subject',
      body: 'child body\n',
      from: 'child@example.com',
      connection: await connect(),
    })
    const octets = await child.message()
    for (const content of [child, octets, octets.toString()]) {
      const email = await emailWith()
      email.attach('child.eml', content, 'message/rfc822')
      const wire = await wireOf(email)
      const part = wire.slice(wire.indexOf('Content-Type: message/rfc822'))
      expect(headersOf(part, 'Content-Transfer-Encoding')).toEqual(['7bit'])
      expect(part).toContain('Subject: child subject\r\n')
      expect(part).toContain('Content-Transfer-Encoding: 7bit\r\n\r\nchild body\r\n')
    }
  })

  it('A33: an attached message may still be changed', async () => {
    const child = new EmailMessage({ subject: 'first', from: 'child@example.com' })
    const email = await emailWith({ attachments: [{ content: child }] })
    child.subject = 'second'
    expect(await wireOf(email)).toMatch(/^Subject: second\r$/m)
  })

  it('A33: an 8-bit child keeps its own encoding', async () => {
    const child =
      'Subject: child\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n¡8-bit content!\r\n'
    const email = await emailWith({ attachments: [['child.eml', child, 'message/rfc822']] })
    const bytes = await email.message()
    const part = bytes.subarray(bytes.indexOf('Content-Type: message/rfc822')).toString('utf8')
    expect(headersOf(part, 'Content-Transfer-Encoding')).toEqual(['8bit'])
    expect(part).toContain('Content-Transfer-Encoding: 8bit\r\n\r\n¡8-bit content!\r\n')
  })

  it('A34: a ready-made part is placed as it is, without a name it never had', async () => {
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
    const part = mimePart({
      mimetype: 'image/gif',
      content: gif,
      disposition: 'inline',
      contentId: 'content-id@example.org',
    })
    const email = await emailWith({ attachments: [part] })
    email.attach(part)
    const { attachments } = await PostalMime.parse(await email.message())
    for (const one of attachments) {
      expect(one).toMatchObject({
        filename: null,
        disposition: 'inline',
        contentId: '<content-id@example.org>',
      })
      expect(Buffer.from(one.content as ArrayBuffer)).toEqual(gif)
    }
    expect(attachments).toHaveLength(2)
  })

  it('A34: a ready-made part comes alone, and everything else with content', async () => {
    const email = await emailWith()
    const attach = (...args: unknown[]) => Reflect.apply(email.attach, email, args)
    const part = mimePart({ mimetype: 'image/gif', content: Buffer.of(1), disposition: 'inline' })
    expect(() => attach(part, 'content')).toThrow('content and mimetype must not be given')
    expect(() => attach(part, null, 'image/gif')).toThrow('content and mimetype must not be given')
    expect(() => attach('file.txt')).toThrow('content must be provided.')
    expect(() => new EmailMessage({ attachments: [['file.txt', Reflect.get({}, 'content')]] })).toThrow(
      'content must be provided.',
    )
    expect(() => attach('file.txt', 5)).toThrow('content must be text, bytes or an EmailMessage.')
    expect(() => attach('a.eml', email, 'text/plain')).toThrow('must be message/rfc822')
    expect(email.attachments).toEqual([])
  })
})

describe('attachFile', () => {
  const guesses: Readonly<Record<string, string>> = {
    'file.txt': 'text/plain',
    'file.png': 'image/png',
    file_txt: 'application/octet-stream',
    file_png: 'application/octet-stream',
    'file_txt.png': 'image/png',
    'file_png.txt': 'text/plain',
    'file.eml': 'message/rfc822',
  }
  const cases = Object.entries(guesses).flatMap(([name, guess]) =>
    [undefined, 'text/plain', 'image/png'].map((forced) => [name, forced, guess] as const),
  )

  it.each(cases)('A31: %s as %s gets its type and its bare name', async (name, forced, guess) => {
    const folder = await tempDir()
    const isPng = /png/.test(name) && !name.endsWith('.txt')
    const content = isPng ? Buffer.from([0x89, 0x50]) : Buffer.from('Subject: x\n\ntext\n')
    await writeFile(join(folder, name), content)
    const email = await emailWith()
    await email.attachFile(join(folder, name), forced)
    const expected =
      (forced ?? guess) === 'text/plain' && isPng ? 'application/octet-stream' : (forced ?? guess)
    expect(email.attachments).toMatchObject([{ filename: name, mimetype: expected }])
    expect((await email.message()).toString()).toContain(`filename="${name}"`)
  })

  it('A31: a file that is missing is named', async () => {
    const path = join(await tempDir(), 'missing.pdf')
    await expect((await emailWith()).attachFile(path)).rejects.toThrow(path)
  })
})

it('A35: attachments of a positional EmailMultiAlternatives stand before its alternatives', async () => {
  const email = new EmailMultiAlternatives(
    ...(['Subject', 'Content', 'from@example.com', ['to@example.com'], [], await connect()] as const),
    [['a.txt', 'text']],
    {},
    [['<p>', 'text/html']],
    ['cc@example.com'],
  )
  expect(email).toMatchObject({
    attachments: [{ filename: 'a.txt' }],
    alternatives: [{ mimetype: 'text/html' }],
    cc: ['cc@example.com'],
  })
})
