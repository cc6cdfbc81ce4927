/** Random values never change the structure of what they are put into. */
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { parseAddress } from '../../src/main/mail/address.ts'
import { buildMime, defaultMimePolicy, joinChunks } from '../../src/main/mail/mime.ts'
import { compileLiquid } from '../../src/main/template/liquid.ts'
import { compileTemplate } from '../../src/main/template/template.ts'
import { fixedStamp, messageWith } from '../helpers/messages.ts'
import { htmlOf, rowOf } from '../helpers/template.ts'

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '&lt;',
      '{{',
      '}}',
      '{%',
      '%}',
      '{',
      '\\',
      '$&',
      '`',
      '*',
      '_',
      '|',
      '\n',
      '\r\n',
      '#',
      '](',
      '--',
      '://',
      'javascript:',
      '../',
      '/',
      '@',
      ',',
      ';',
      'lqdo0z',
    ),
  },
)
const value = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))

/** Structure of HTML as a browser sees it, without the values: tags and the names of their attributes. */
function structure(html: string): string {
  return html.replace(/"[^"<>]*"/g, '""').replace(/>[^<>]*</g, '><')
}

function unescapeHtml(html: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', '#34': '"', '#39': "'", amp: '&' }
  return html.replace(/&(lt|gt|#34|#39|amp);/g, (_, name: string) => entities[name] ?? '')
}

describe('random values', () => {
  const html = compileTemplate(
    '---\nformat: html\n---\n<p title="{{ a }}">{{ b }}</p><i>{{ row["a"] | upcase }}</i>',
    'mail.md',
  )
  const markdown = compileTemplate(
    '---\nformat: markdown\n---\n# {{ a }}\n\n- **{{ b }}** `{{ a }}`\n\n| x |\n| - |\n| {{ b }} |\n',
    'mail.md',
  )
  const empty = rowOf({ a: '', b: '' })

  test('leave the structure of HTML and Markdown alone, and can be read back', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const row = rowOf({ a, b })
        for (const template of [html, markdown]) {
          expect(structure(htmlOf(template.render(row)))).toBe(structure(htmlOf(template.render(empty))))
        }
        const [, title = '', text = ''] =
          /^<p title="([^"]*)">([^<]*)<\/p>/.exec(htmlOf(html.render(row))) ?? []
        expect([unescapeHtml(title), unescapeHtml(text)]).toEqual([a, b])
        expect(markdown.render(row).body).toBe(`# ${a}\n\n- **${b}** \`${a}\`\n\n| x |\n| - |\n| ${b} |\n`)
      }),
      { numRuns: 300 },
    )
  })

  test('arrive in the mail as they were in the cell', async () => {
    const template = compileTemplate('---\nsubject: "{{ a }}"\nformat: html\n---\n<p>{{ b }}</p>', 'mail.md')
    const header = value.filter(
      (text) => !/\p{C}/u.test(text) && text.trim() === text && !text.includes('\ufeff'),
    )
    const body = value.filter((text) => !/[\p{C}]/u.test(text))
    await fc.assert(
      fc.asyncProperty(header, body, async (a, b) => {
        const { subject = '', body: text = '', alternatives = [] } = template.render(rowOf({ a, b }))
        const mime = buildMime(
          messageWith({ subject, body: text, alternatives }),
          fixedStamp,
          defaultMimePolicy,
        )
        const mail = await PostalMime.parse(joinChunks(mime))
        expect(mail.subject ?? '').toBe(a)
        expect(mail.text?.replace(/[\r\n]+$/, '')).toBe(b)
        expect(unescapeHtml(mail.html?.trim().replace(/^<p>|<\/p>$/g, '') ?? '')).toBe(b)
      }),
      { numRuns: 100 },
    )
  })

  test('as a name beside an address leave the address alone', () => {
    const template = compileTemplate('---\nto: ["{{ a }} <{{ b }}>"]\n---\n', 'mail.md')
    const name = value.map((text) => text.replace(/[\p{C}\u2028\u2029]/gu, '').trim())
    fc.assert(
      fc.property(name, (a) => {
        const { to } = template.renderRecipients(rowOf({ a, b: 'to@example.com' }))
        const address = parseAddress(to[0] ?? '', 'to', { smtpUtf8: false, localDelivery: false })
        expect(address).toMatchObject({ name: a, address: 'to@example.com' })
      }),
    )
  })

  test('never lead an attachment out of its folder', () => {
    const template = compileTemplate('---\nattachments: [{ path: "files/{{ a }}" }]\n---\n', 'mail.md')
    const path = fc
      .array(fc.constantFrom('..', '.', '/', '\\', 'a', 'C:', ''), { maxLength: 8 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(path, (a) => {
        let rendered: string
        try {
          rendered = template.renderAttachmentPaths(rowOf({ a }))[0] ?? ''
        } catch {
          return
        }
        const { pathname } = new URL(rendered.replaceAll('\\', '/'), 'file:///base/folder/')
        expect(pathname.startsWith('/base/folder/files/')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('render by the short way as by the engine', () => {
    const source = '<b>{{ a }}</b> {{- row["b"] -}} {{ a }}'
    const place = { file: 'f', field: 'body', lineOf: () => 1 }
    for (const escaping of ['text', 'html'] as const) {
      const short = compileLiquid(source, escaping, place)
      const long = compileLiquid(`${source}{% assign x = 1 %}`, escaping, place)
      fc.assert(
        fc.property(value, value, (a, b) => {
          expect(short.render(rowOf({ a, b }))).toBe(long.render(rowOf({ a, b })))
        }),
      )
    }
  })
})
