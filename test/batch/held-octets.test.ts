import { expect, test } from 'vitest'
import { HeldOctets } from '../../src/main/batch/held-octets.ts'
import { buildMime, defaultMimePolicy } from '../../src/main/mail/mime.ts'
import { messageWith } from '../helpers/messages.ts'

test('a chunk that messages share counts once, until the last of them is gone', () => {
  const shared = Buffer.alloc(1000)
  const message = buildMime(
    messageWith({}),
    { messageId: '<1@example.com>', date: new Date(0) },
    defaultMimePolicy,
  )
  const [first, second] = [10, 20].map((own) => ({ ...message, chunks: [Buffer.alloc(own), shared] }))
  if (!first || !second) throw new Error('two messages')
  const held = new HeldOctets()
  held.add(first)
  held.add(second)
  expect(held.octets).toBe(1030)
  held.remove(first)
  expect(held.octets).toBe(1020)
  held.remove(second)
  expect(held.octets).toBe(0)
})
