import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { fileAttachment } from '../../src/main/mail/attachments.ts'
import { joinChunks } from '../../src/main/mail/mime.ts'
import type { FileAttachment, Message } from '../../src/shared/mail-types.ts'
import { built, messageWith, wire } from '../helpers/messages.ts'
import { hasPython } from '../helpers/python.ts'
import { contentOf, type ParsedPart, parseWithPython } from '../helpers/python-mime.ts'

const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  fc.constantFrom(
    '',
    '.',
    '..',
    'From x',
    '-- ',
    '--',
    '=',
    '=\r',
    '=3D',
    ' ',
    '\t',
    'é'.repeat(80),
    'x'.repeat(998),
    'y'.repeat(999),
  ),
)
const lineEnd = fc.constantFrom('\n', '\r', '\r\n', '\r\r\n', '')
const text = fc
  .array(fc.tuple(line, lineEnd), { maxLength: 12 })
  .map((lines) => lines.flat().join('').replaceAll('\0', ''))

const filename = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
  .map((name) => `a${name.replace(/[/\\\p{C}\p{Zl}\p{Zp}]/gu, '')}.bin`)
const file: fc.Arbitrary<FileAttachment> = fc
  .tuple(
    filename,
    fc.oneof(text, fc.uint8Array({ maxLength: 300 })),
    fc.constantFrom('text/plain', 'image/png', undefined),
  )
  .map(([name, content, mimetype]) => fileAttachment(name, content, mimetype))

const message: fc.Arbitrary<Message> = fc
  .record({
    subject: fc.string({ unit: 'grapheme' }).map((subject) => subject.replace(/\p{C}/gu, '')),
    body: text,
    html: fc.option(text),
    image: fc.option(fc.uint8Array({ minLength: 1 })),
    attachments: fc.array(file, { maxLength: 3 }),
  })
  .map(({ subject, body, html, image, attachments }) => {
    const inline = image === null ? [] : [fileAttachment('i.png', image, 'image/png', 'image@x')]
    const content = image === null ? html : `<img src="cid:image@x">${html}`
    return messageWith({
      subject,
      body,
      alternatives: html === null ? [] : [{ content: content ?? '', mimetype: 'text/html' }],
      attachments: [...attachments, ...inline],
    })
  })

const onlyShortCrlfLines = /^(?:[^\r\n]{0,998}\r\n)*$/

/** The attached message, 8-bit, with long lines, in a few levels of multipart. */
const attachedEntity: fc.Arbitrary<string> = fc.letrec<{ entity: string; leaf: string; multipart: string }>(
  (tie) => ({
    entity: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('multipart')),
    leaf: fc
      .tuple(fc.constantFrom('text/plain; charset=utf-8', 'application/x'), text, fc.boolean())
      .map(
        ([type, content, isLong]) =>
          `Content-Type: ${type}\r\n\r\n${content}${isLong ? 'é'.repeat(700) : ''}`,
      ),
    multipart: fc
      .tuple(fc.uuid(), fc.array(tie('entity'), { minLength: 1, maxLength: 3 }))
      .map(([boundary, parts]) => {
        const delimited = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')
        return `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${delimited}--${boundary}--\r\n`
      }),
  }),
).entity

/** What a reader sees of a text: line ends as LF, without the one SMTP needs at the end. */
function seen(content: string): string {
  return content.replace(/\r\n?/g, '\n').replace(/\n$/, '')
}

function leaves(part: ParsedPart): readonly ParsedPart[] {
  return part.parts.length > 0 ? part.parts.flatMap(leaves) : [part]
}

test('whatever a message contains, its octets are ASCII in CRLF lines of at most 998', () => {
  fc.assert(
    fc.property(message, (random) => {
      const octets = wire(random)
      expect(octets).toMatch(onlyShortCrlfLines)
      expect(octets).toMatch(/^[\0-\x7f]*$/)
      expect(built(random)).toMatchObject({ eightBit: false, size: octets.length })
    }),
    { numRuns: 300 },
  )
})

test.skipIf(!hasPython)('python reads back what the message contains', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 40, maxLength: 40 }), (randoms) => {
      const parsed = parseWithPython(randoms.map((random) => joinChunks(built(random))))
      parsed.forEach((root, i) => {
        const { body, alternatives, attachments } = randoms[i] ?? messageWith({})
        const found = leaves(root)
        const hasBody = body !== '' || alternatives.length + attachments.length === 0
        const texts = [...(hasBody ? [body] : []), ...alternatives.map(({ content }) => String(content))]
        const files = attachments.flatMap((attachment) => (attachment.kind === 'file' ? [attachment] : []))
        expect(found.slice(0, texts.length).map((leaf) => seen(contentOf(leaf).toString()))).toEqual(
          texts.map(seen),
        )
        const key = (name: string | null | undefined, content: Uint8Array) =>
          `${name} ${Buffer.from(content).toString('hex')}`
        expect(
          found
            .slice(texts.length)
            .map((leaf) => key(leaf.filename, contentOf(leaf)))
            .sort(),
        ).toEqual(files.map((attached) => key(attached.filename, Buffer.from(attached.content))).sort())
      })
    }),
    { numRuns: 5 },
  )
})

test('postal-mime reads back every attachment to the octet', async () => {
  await fc.assert(
    fc.asyncProperty(message, async (random) => {
      const email = await PostalMime.parse(joinChunks(built(random)))
      const found = email.attachments.map(({ filename, content }) => [
        filename,
        Buffer.from(content as ArrayBuffer).toString('hex'),
      ])
      const given = random.attachments.flatMap((attachment) =>
        attachment.kind === 'file'
          ? [[attachment.filename, Buffer.from(attachment.content).toString('hex')]]
          : [],
      )
      expect(found.sort()).toEqual(given.sort())
    }),
    { numRuns: 200 },
  )
})

test.skipIf(!hasPython)('an attached message survives re-encoding, and the 7-bit form is 7-bit', () => {
  fc.assert(
    fc.property(fc.array(attachedEntity, { minLength: 30, maxLength: 30 }), (entities) => {
      const originals = entities.map((entity) =>
        Buffer.from(`Subject: x\r\n${entity.replace(/\r\n?|\n/g, '\r\n')}`),
      )
      const changes = originals.map((bytes) => ({ attachments: [fileAttachment('a.eml', bytes)] }))
      const content = (root: ParsedPart | undefined): unknown => root && leaves(root).map(contentOf)
      const attached = (root: ParsedPart): unknown => content(root.parts[1]?.parts[0])
      const expected = parseWithPython(originals).map(content)

      const eightBit = changes.map((change) => joinChunks(built(change)))
      const sevenBit = changes.map((change) => joinChunks(built(change, { sevenBit: true })))
      expect(parseWithPython(eightBit).map(attached)).toEqual(expected)
      expect(parseWithPython(sevenBit).map(attached)).toEqual(expected)
      for (const bytes of [...eightBit, ...sevenBit]) {
        expect(Buffer.from(bytes).toString('latin1')).toMatch(onlyShortCrlfLines)
      }
      expect(sevenBit.every((bytes) => bytes.every((octet) => octet < 128))).toBe(true)
    }),
    { numRuns: 4 },
  )
})
