import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fileAttachment } from '../../src/main/mail/attachments.ts'
import { contentHash } from '../../src/main/mail/content-hash.ts'
import { buildMime, defaultMimePolicy, joinChunks } from '../../src/main/mail/mime.ts'
import { MimeTemplate } from '../../src/main/mail/mime-template.ts'
import { messageWith } from '../helpers/messages.ts'

const stamp = { messageId: '<1@example.com>', date: new Date(0) }
const file = Buffer.alloc(200_000, 'content')

function letter(body: string, content: Uint8Array) {
  return messageWith({ body, attachments: [fileAttachment('a.bin', content, 'application/pdf')] })
}

test('the hash of a small message is the SHA-256 of its octets', () => {
  const mime = buildMime(letter('Hello', Buffer.from('small')), stamp, defaultMimePolicy)
  const octets = joinChunks(mime)
  expect(contentHash(mime)).toBe(createHash('sha256').update(octets).digest('hex'))
})

test('with a large attachment the template gives the hash that a message built anew has', () => {
  const template = new MimeTemplate(defaultMimePolicy)
  const hashes = ['first', 'second', 'third'].map((body) => {
    const message = letter(body, file)
    const hash = contentHash(template.build(message, stamp))
    expect(hash).toBe(contentHash(buildMime(message, stamp, defaultMimePolicy)))
    return hash
  })
  expect(new Set(hashes).size).toBe(3)
})

test('one octet changed within a large attachment changes the hash', () => {
  const other = Buffer.from(file)
  other[150_000] = 0
  const [before, after] = [file, other].map((content) =>
    contentHash(buildMime(letter('Hello', content), stamp, defaultMimePolicy)),
  )
  expect(after).not.toBe(before)
})
