import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileAttachment } from '../../src/main/mail/attachments.ts'
import { DkimSigner } from '../../src/main/mail/dkim.ts'
import { relaxedBodyHash } from '../../src/main/mail/dkim-canonical.ts'
import { buildMime, defaultMimePolicy, joinChunks } from '../../src/main/mail/mime.ts'
import { MimeTemplate } from '../../src/main/mail/mime-template.ts'
import type { Message } from '../../src/shared/mail-types.ts'
import { dkimpySays, dkimSetup, hasDkimpy } from '../helpers/dkim.ts'
import { fixedStamp, messageWith } from '../helpers/messages.ts'

const setup = dkimSetup()
const signer = new DkimSigner(setup)

/** Text that is mostly what canonicalization is about. */
const blanks = fc
  .array(fc.constantFrom(' ', '  ', '\t', '\n', '\r\n', '.', 'a', 'word', 'é', '田', '='), { maxLength: 60 })
  .map((parts) => parts.join(''))
const prose = fc.oneof(
  blanks,
  fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replaceAll('\0', '')),
)
const line = prose.map((text) => text.replaceAll(/\p{Cc}/gu, ''))

const message: fc.Arbitrary<Message> = fc
  .record({
    subject: line,
    body: prose,
    html: fc.option(prose),
    attachment: fc.option(fc.uint8Array({ maxLength: 500 })),
    cc: fc.array(fc.constantFrom('a@example.com', 'Zoë <z@example.com>'), { maxLength: 3 }),
    headers: fc.dictionary(fc.constantFrom('X-One', 'List-Unsubscribe', 'Comments'), line),
  })
  .map(({ html, attachment, ...rest }) =>
    messageWith({
      ...rest,
      alternatives: html === null ? [] : [{ content: html, mimetype: 'text/html' }],
      attachments: attachment === null ? [] : [fileAttachment('a.bin', attachment, 'application/x')],
    }),
  )

describe('Signed messages at random', () => {
  it.runIf(hasDkimpy)(
    'verify, all of them',
    () => {
      const signed = fc
        .sample(message, 400)
        .map((one) => joinChunks(buildMime(one, fixedStamp, defaultMimePolicy, signer)))
      const refused = dkimpySays(signed, setup).flatMap((said, n) =>
        said === true ? [] : [`${said}: ${Buffer.from(signed[n] ?? []).toString('latin1')}`],
      )
      expect(refused).toEqual([])
    },
    60_000,
  )

  it('are the same from a batch as one by one, and the unsigned message with a header before it', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (rows) => {
        const template = new MimeTemplate(defaultMimePolicy, signer)
        for (const row of rows) {
          const alone = Buffer.from(joinChunks(buildMime(row, fixedStamp, defaultMimePolicy, signer)))
          expect(Buffer.from(joinChunks(template.build(row, fixedStamp))).equals(alone)).toBe(true)
          const unsigned = Buffer.from(joinChunks(buildMime(row, fixedStamp, defaultMimePolicy)))
          expect(alone.subarray(-unsigned.length).equals(unsigned)).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('have a body hash that does not depend on the chunks', () => {
    const body = blanks.map((text) => Buffer.from(text.replaceAll(/\r?\n/g, '\r\n')))
    fc.assert(
      fc.property(body, fc.array(fc.nat(300), { maxLength: 4 }), (bytes, cuts) => {
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
        const chunks = places.slice(1).map((end, n) => bytes.subarray(places[n], end))
        expect(relaxedBodyHash(chunks)).toBe(relaxedBodyHash([bytes]))
      }),
    )
  })
})
