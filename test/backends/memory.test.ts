import { beforeEach, expect, it } from 'vitest'
import { memoryBackend, outbox, resetOutbox } from '../../src/main/backends/memory.ts'
import { mimeMessage } from '../helpers/mime-message.ts'

beforeEach(resetOutbox)

it('keeps a copy that later changes do not reach', async () => {
  const to = ['to@example.com']
  const message = mimeMessage('before', { to })
  await memoryBackend('p').sendMessages([message])
  to[0] = 'changed@example.com'
  for (const chunk of message.chunks) chunk.fill(0)
  expect(outbox[0]?.message.to).toEqual(['to@example.com'])
  expect(Buffer.concat(outbox[0]?.chunks ?? []).toString()).toContain('Subject: before')
})

it('shares one outbox and says which profile each message came from', async () => {
  await memoryBackend('default').sendMessages([mimeMessage('a')])
  await memoryBackend('marketing').sendMessages([mimeMessage('b')])
  expect(outbox.map(({ profile, message }) => [profile, message.subject])).toEqual([
    ['default', 'a'],
    ['marketing', 'b'],
  ])
  resetOutbox()
  expect(outbox).toEqual([])
})
