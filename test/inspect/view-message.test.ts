import { createHash } from 'node:crypto'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { previewPages } from '../../src/main/inspect/preview-pages.ts'
import { partContent, viewMessage } from '../../src/main/inspect/view-message.ts'
import { DkimSigner } from '../../src/main/mail/dkim.ts'
import { buildMime, defaultMimePolicy, joinChunks } from '../../src/main/mail/mime.ts'
import type { Attachment, Message } from '../../src/shared/mail-types.ts'
import { dkimSetup } from '../helpers/dkim.ts'
import { built, fixedStamp, messageWith } from '../helpers/messages.ts'
import { octets } from '../helpers/mime-message.ts'

const viewOf = (changes: Partial<Message>) => viewMessage(octets(built(changes)), null, previewPages())

const codesOf = async (changes: Partial<Message>) => (await viewOf(changes)).checks.map(({ code }) => code)

const html = (content: string) => ({ alternatives: [{ content, mimetype: 'text/html' }] })

const file = (filename: string, content: Uint8Array, mimetype = 'application/octet-stream'): Attachment => ({
  kind: 'file',
  filename,
  content,
  mimetype,
})

describe('A message taken apart', () => {
  it('shows its headers decoded and as they stand', async () => {
    const view = await viewOf({ subject: 'Grüße 日本語', to: ['Jürgen <j@example.com>'] })
    expect(view).toMatchObject({ subject: 'Grüße 日本語', to: 'Jürgen <j@example.com>' })
    expect(view.date).toBe(Date.UTC(2026, 0, 2, 3, 4, 5))
    expect(view.messageId).toBe('<fixed@example.com>')
    const subject = view.headers.find(({ name }) => name === 'Subject')
    expect(subject?.raw).toMatch(/^=\?utf-8\?/i)
  })

  it('names its size and the hash of its octets', async () => {
    const bytes = octets(built({}))
    const view = await viewMessage(bytes, null, previewPages())
    expect(view.size).toBe(bytes.length)
    expect(view.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(view.source).toBe(bytes.toString('utf8'))
  })

  it('reads the texts between large files as a parser of the whole message does', async () => {
    const large = (seed: number) => Buffer.alloc(200_000 + seed, seed)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('small', 'large', 'text'), { maxLength: 5 }),
        fc.string({ unit: 'grapheme' }),
        async (kinds, words) => {
          const attachments = kinds.map((kind, index) =>
            kind === 'text'
              ? file(`${index}.csv`, Buffer.from('a,b\r\n'.repeat(20_000)), 'text/csv')
              : file(`${index}.bin`, kind === 'large' ? large(index) : Buffer.from([index])),
          )
          const bytes = octets(built({ body: words, ...html(`<p>${words.length}</p>`), attachments }))
          const view = await viewMessage(bytes, null, previewPages())
          const whole = await PostalMime.parse(bytes)
          expect({ text: view.text, html: view.html }).toEqual({
            text: whole.text ?? null,
            html: whole.html ?? null,
          })
          for (const [index, { content }] of whole.attachments.entries()) {
            const part = view.root.parts[index + 1]
            const found = partContent(bytes, part?.path ?? '')
            expect(Buffer.from(found?.content ?? []).equals(Buffer.from(content as ArrayBuffer))).toBe(true)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('shows the tree of its parts with their sizes', async () => {
    const { root } = await viewOf({
      ...html('<p>Hi</p>'),
      attachments: [file('ünï 日本.bin', Buffer.alloc(999, 7))],
    })
    expect(root.type).toBe('multipart/mixed')
    const [alternative, attachment] = root.parts
    expect(alternative?.parts.map(({ path, type }) => [path, type])).toEqual([
      ['1.1', 'text/plain'],
      ['1.2', 'text/html'],
    ])
    expect(attachment).toMatchObject({
      path: '2',
      transferEncoding: 'base64',
      size: 999,
      filename: 'ünï 日本.bin',
    })
    expect(attachment?.encodedSize).toBeGreaterThan(999)
  })

  it('gives each part back to the octet, as another reader finds it', async () => {
    const content = fc.uint8Array({ maxLength: 2_000 })
    await fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 4 }), async (contents) => {
        const attachments = contents.map((bytes, index) => file(`f${index}.bin`, bytes))
        const bytes = octets(built({ ...html('<p>é</p>'), attachments }))
        const oracle = await PostalMime.parse(bytes)
        for (const [index, attachment] of oracle.attachments.entries()) {
          const part = partContent(bytes, `${index + 2}`)
          expect(Buffer.from(part?.content ?? [])).toEqual(Buffer.from(contents[index] ?? []))
          expect(Buffer.from(attachment.content as ArrayBuffer)).toEqual(Buffer.from(contents[index] ?? []))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('bears whatever octets it is given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        const view = await viewMessage(bytes, null, previewPages())
        expect(view.size).toBe(bytes.length)
      }),
    )
    const nested = Array.from(
      { length: 2_000 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    )
    const start = performance.now()
    await viewMessage(Buffer.from(nested.join('')), null, previewPages())
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it('forgets the oldest pages', () => {
    const pages = previewPages()
    const names = Array.from({ length: 51 }, (_, n) => pages.publish(`<p>${n}`))
    expect(pages.page(names[0] ?? '')).toBeUndefined()
    expect(pages.page(names[50] ?? '')).toBe('<p>50')
  })
})

describe('The checks', () => {
  it('find nothing in a plain message', async () => {
    expect(await codesOf({})).toEqual([])
  })

  it.each<[string, Partial<Message>, string]>([
    ['an empty subject', { subject: '' }, 'subject-empty'],
    ['a placeholder', { body: 'Dear {{ name }}' }, 'placeholder-left'],
    [
      'many visible recipients',
      { to: Array.from({ length: 11 }, (_, n) => `r${n}@example.com`) },
      'many-visible',
    ],
    ['HTML that is clipped', html(`<p>${'x'.repeat(110_000)}</p>`), 'html-clipped'],
    ['an image without alt', html('<img src="cid:x">'), 'alt-missing'],
    ['no language', html('<p>x</p>'), 'lang-missing'],
    ['a remote image', html('<img src="https://example.com/x.png" alt="">'), 'image-remote'],
    ['a script target', html('<a href="javascript:x()">x</a>'), 'link-scheme'],
    [
      'a link that shows another host',
      html('<a href="https://evil.example">bank.example</a>'),
      'link-misleading',
    ],
    ['a form', html('<form></form>'), 'element-removed'],
    ['flexible boxes', html('<p style="display:flex">x</p>'), 'css-flex'],
    ['bulk mail without a way out', { headers: { Precedence: 'bulk' } }, 'unsubscribe-missing'],
    [
      'a way out of more than one click',
      { headers: { 'List-Unsubscribe': '<https://example.com/u>' } },
      'unsubscribe-post-missing',
    ],
    ['HTML alone', { contentSubtype: 'html', body: '<p>x</p>' }, 'text-missing'],
  ])('find %s', async (_, changes, code) => {
    expect(await codesOf(changes)).toContain(code)
  })

  it('know what DKIM has to sign, and for whom', async () => {
    const oneClick = {
      'List-Unsubscribe': '<https://example.com/u>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }
    const checked = async (signature: string | null) => {
      const field = Buffer.from(signature === null ? '' : `DKIM-Signature: ${signature}\r\n`)
      const bytes = Buffer.concat([field, octets(built({ headers: oneClick }))])
      return (await viewMessage(bytes, null, previewPages())).checks.map(({ code }) => code)
    }
    const names = 'h=from:to: list-unsubscribe :list-unsubscribe-post'
    expect(await checked(null)).toEqual(['dkim-missing'])
    expect(await checked(`v=1; d=example.com; s=x; ${names}; bh=x; b=y`)).toEqual([])
    expect(await checked('v=1; d=example.com; s=x; h=from:list-unsubscribe; b=y')).toEqual([
      'unsubscribe-unsigned',
    ])
    expect(await checked(`v=1; d=other.test; s=x; ${names}; b=y`)).toEqual(['dkim-alignment'])
  })

  it('find nothing in what this app signs itself', async () => {
    const headers = {
      'List-Unsubscribe': '<https://example.com/u>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }
    const mime = buildMime(
      messageWith({ headers }),
      fixedStamp,
      defaultMimePolicy,
      new DkimSigner(dkimSetup()),
    )
    expect((await viewMessage(joinChunks(mime), mime.envelope, previewPages())).checks).toEqual([])
  })

  it('do not suspect a link that shows its own host', async () => {
    const codes = await codesOf(html('<a href="https://www.example.com/a">example.com</a>'))
    expect(codes).not.toContain('link-misleading')
  })
})
