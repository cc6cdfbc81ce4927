import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { EmailMessage, EmailMultiAlternatives } from '../../src/main/api/index.ts'
import { hasPython } from '../helpers/python.ts'
import { type ParsedPart, parseWithPython } from '../helpers/python-mime.ts'
import { bytesOf, connect, emailWith, headersOf, lastSent, wireOf } from '../helpers/scripting.ts'

describe('the body', () => {
  it('A21: without any field a message is an empty text', async () => {
    const email = new EmailMessage({ connection: await connect() })
    expect((await email.message()).toString()).toMatch(/Content-Type: text\/plain.*\r\n.*\r\n\r\n(?:\r\n)?$/)
    expect(email.recipients()).toEqual([])
  })

  it('A21: a null body is an empty one', async () => {
    const wire = await wireOf(await emailWith({ body: null }))
    expect(wire.split('\r\n\r\n')[1]?.trim()).toBe('')
  })

  it.each([
    ['Content\n', '7bit'],
    ['Body with latin characters: àáä.\n', 'quoted-printable'],
    ['I de sørlige hav '.repeat(58), 'quoted-printable'],
    ['В южных морях '.repeat(60), 'base64'],
  ])('A22, A23: %j is sent in the encoding that suits it and arrives unchanged', async (body, encoding) => {
    const bytes = await (await emailWith({ body })).message()
    const wire = bytes.toString('latin1')
    expect(headersOf(wire, 'Content-Transfer-Encoding')).toEqual([encoding])
    expect(bytes.every((octet) => octet < 128)).toBe(true)
    expect(Math.max(...wire.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
    expect((await PostalMime.parse(bytes)).text?.trim()).toBe(body.trim())
  })

  it('A24: a line that starts with From stays as it is, and every line ends in CRLF', async () => {
    const wire = await wireOf(await emailWith({ body: 'From the future\none\rtwo\r\nthree\n' }))
    expect(wire.endsWith('\r\n\r\nFrom the future\r\none\r\ntwo\r\nthree\r\n')).toBe(true)
    expect(wire.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('A25: contentSubtype changes the type of the body', async () => {
    const email = await emailWith({ body: '<p>Hello</p>' })
    email.contentSubtype = 'html'
    expect(headersOf(await wireOf(email), 'Content-Type')[0]).toContain('text/html')
  })
})

const html = ['<p>Content</p>', 'text/html'] as const
const pdf = ['a.pdf', Buffer.from('%PDF'), 'application/pdf'] as const

describe.skipIf(!hasPython)('the structure', () => {
  it.each([
    ['plain', {}],
    ['mixed(plain, pdf)', { attachments: [pdf] }],
    ['alternative(plain, html)', { alternatives: [html] }],
    ['mixed(alternative(plain, html), pdf)', { alternatives: [html], attachments: [pdf] }],
    ['mixed(pdf)', { body: '', attachments: [pdf] }],
    ['alternative(html)', { body: '', alternatives: [html] }],
    ['mixed(alternative(html), pdf)', { body: '', alternatives: [html], attachments: [pdf] }],
    ['plain', { body: '' }],
  ])('A25: is %s', async (expected, fields) => {
    const [root] = parseWithPython([await (await emailWith(fields)).message()])
    expect(root && outline(root)).toBe(expected)
  })

  it('A25: an attached message is a part with a message in it', async () => {
    const email = await emailWith({ alternatives: [html] })
    email.attach(null, await emailWith(), 'message/rfc822')
    const [root] = parseWithPython([await email.message()])
    expect(root && outline(root)).toBe('mixed(alternative(plain, html), rfc822(plain))')
  })

  it('an image the HTML shows stands beside the HTML', async () => {
    const email = await emailWith({ alternatives: [['<img src="cid:logo">', 'text/html']] })
    email.attach('logo.png', Buffer.from([1]), 'image/png', 'logo')
    const [root] = parseWithPython([await email.message()])
    expect(root && outline(root)).toBe('alternative(plain, related(html, png))')
  })
})

describe('alternatives', () => {
  it('A26: are given as a pair, as an object or one by one', async () => {
    const email = await emailWith({
      alternatives: [html, { content: '<b>B</b>', mimetype: 'text/x-amp-html' }],
    })
    email.attachAlternative(Buffer.from([7]), 'application/x-ccmail-rtf')
    expect(email.alternatives.map((one) => 'mimetype' in one && one.mimetype)).toEqual([
      'text/html',
      'text/x-amp-html',
      'application/x-ccmail-rtf',
    ])
    expect(await wireOf(email)).toContain('\r\n\r\nBw==\r\n')
  })

  it.each([
    [null, 'text/html'],
    ['<p>', null],
    [undefined, undefined],
  ])('A26: content %j with type %j is refused', async (content, mimetype) => {
    const email = await emailWith()
    const attach = (...args: unknown[]) => Reflect.apply(email.attachAlternative, email, args)
    expect(() => attach(content, mimetype)).toThrow('Both content and mimetype must be provided.')
  })

  it('A27: bodyContains looks into the body and every text alternative, and into nothing else', async () => {
    const email = await emailWith({ body: 'Hello world' })
    email.attachAlternative('<p>Hello <b>world</b></p>', 'text/html')
    email.attachAlternative(Buffer.from('secret'), 'application/octet-stream')
    expect(email.bodyContains('Hello')).toBe(true)
    expect(email.bodyContains('Hello world')).toBe(false)
    expect(email.bodyContains('secret')).toBe(false)
    email.alternatives = [{ content: Buffer.from('[1,2]'), mimetype: 'application/json' }]
    expect(email.bodyContains('Hello world')).toBe(true)
  })

  it('A28: what was sent can be cloned with every field equal', async () => {
    const email = await emailWith({
      alternatives: [html],
      attachments: [pdf, ['a.txt', 'text', 'text/plain']],
    })
    await email.send()
    const { message } = lastSent()
    const clone = structuredClone(message)
    expect(clone).toEqual(message)
    const again = new EmailMultiAlternatives({
      ...clone,
      headers: { 'Message-ID': lastSent().messageId, Date: lastSent().date },
      connection: await connect(),
    })
    // A header given by hand keeps its place, so that the octets are the same again.
    expect(await wireOf(again)).toBe(bytesOf(lastSent()))
  })
})

function outline({ type, parts }: ParsedPart): string {
  const name = type.split('/')[1] ?? type
  return parts.length === 0 ? name : `${name}(${parts.map(outline).join(', ')})`
}
