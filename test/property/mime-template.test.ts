import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileAttachment } from '../../src/main/mail/attachments.ts'
import { buildMime, defaultMimePolicy, joinChunks } from '../../src/main/mail/mime.ts'
import { MimeTemplate } from '../../src/main/mail/mime-template.ts'
import type { Attachment, Message, MimePolicy } from '../../src/shared/mail-types.ts'
import { messageWith } from '../helpers/messages.ts'

/** What the rows of a batch share, and what each changes. */
const sharedText = fc.constantFrom(
  '',
  'Same for all\n',
  'Même pour tous\r\n',
  'x'.repeat(1200),
  'ご注文ありがとう\n'.repeat(9),
)
const ownText = fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.replaceAll('\0', ''))
const text = fc.oneof(
  sharedText,
  ownText,
  fc.tuple(sharedText, ownText).map(([a, b]) => a + b),
)

const sharedFiles: readonly Uint8Array[] = [
  Buffer.from('plain text\n'),
  Buffer.from([0, 255, 10, 13]),
  Buffer.alloc(100_000, 'é'),
  Buffer.from('Subject: inner\r\n\r\nbody é\r\n'),
]
const attachment: fc.Arbitrary<Attachment> = fc
  .tuple(
    fc.constantFrom('a.txt', 'b.bin', 'ç.png'),
    fc.oneof(fc.constantFrom(...sharedFiles), ownText),
    fc.constantFrom('text/plain', 'text/plain; charset=utf-16', 'image/png', 'message/rfc822'),
    fc.option(fc.constantFrom('logo', 'other'), { nil: undefined }),
  )
  .map(([name, content, mimetype, contentId]) => fileAttachment(name, content, mimetype, contentId))

const message: fc.Arbitrary<Message> = fc
  .record({
    body: text,
    html: fc.option(text),
    type: fc.constantFrom(
      'text/html',
      'text/x-amp-html',
      'text/html; charset=utf-8',
      'text/calendar; method=REQUEST',
    ),
    contentSubtype: fc.constantFrom('plain', 'html'),
    charset: fc.constantFrom('utf-8', 'iso-8859-1', 'iso-2022-jp'),
    attachments: fc.array(attachment, { maxLength: 3 }),
  })
  .map(({ html, type, ...rest }) =>
    messageWith({
      ...rest,
      alternatives: html === null ? [] : [{ content: `<img src="cid:logo">${html}`, mimetype: type }],
    }),
  )

const policy: fc.Arbitrary<MimePolicy> = fc
  .record({ sevenBit: fc.boolean(), unencodable: fc.constantFrom('error' as const, 'utf-8' as const) })
  .map((parts) => ({ ...defaultMimePolicy, ...parts }))

/** The octets, or the words of the refusal. */
function outcome(build: () => Parameters<typeof joinChunks>[0]): string {
  try {
    return Buffer.from(joinChunks(build())).toString('latin1')
  } catch (error) {
    return String(error)
  }
}

test('a batch gives every row the octets it would have alone, in whatever order the rows come', () => {
  let messages = 0
  fc.assert(
    fc.property(policy, fc.array(message, { minLength: 15, maxLength: 40, size: 'max' }), (rules, rows) => {
      const template = new MimeTemplate(rules)
      for (const [index, row] of rows.entries()) {
        const stamp = { date: new Date(index * 1000), messageId: `<${index}@example.com>` }
        expect(outcome(() => template.build(row, stamp))).toBe(outcome(() => buildMime(row, stamp, rules)))
        messages++
      }
    }),
    { numRuns: 500 },
  )
  expect(messages).toBeGreaterThan(10_000)
}, 120_000)
