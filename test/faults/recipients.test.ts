/** One row, several recipients, several fates. */
import { expect, test } from 'vitest'
import { countingServer } from './counting-server.ts'
import { RETRY, rigWith } from './rig.ts'

const TEMPLATE = `---
from: shop@example.com
to: ["{{ email }}"]
cc: ["second@example.com"]
bcc: ["third@example.com"]
subject: "Row {{ n }}"
---
Row {{ n }}
`

test('three recipients with three fates: the retry goes to the deferred one only, as the same message', async () => {
  const asked: string[] = []
  const server = await countingServer({
    answers: (command) => {
      const address = /^RCPT TO:<(\w+)@/.exec(command)?.[1]
      if (address === undefined) return undefined
      asked.push(address)
      if (address === 'second') return '550 5.1.1 no such user\r\n'
      const isFirst = asked.filter((name) => name === address).length === 1
      return address === 'third' && isFirst ? '450 4.2.0 greylisted\r\n' : undefined
    },
  })
  const rig = await rigWith(1)
  await rig.write('mail.md', TEMPLATE)

  const first = await rig.merge(server.port, ...RETRY).ended
  expect(first.code).toBe(1)
  expect(await rig.show()).toMatchObject({ deferred: 1, accepted: 0, failed: 0 })
  expect(server.copies.map(({ recipients }) => recipients)).toEqual([['r1@example.com']])

  const second = await (await rig.resume('--wait')).ended
  expect(second.code).toBe(1)
  await server.quiet()
  expect(asked).toEqual(['r1', 'second', 'third', 'third'])
  expect(server.copies.map(({ recipients }) => recipients)).toEqual([
    ['r1@example.com'],
    ['third@example.com'],
  ])
  const [toFirst, toThird] = server.copies
  expect(toThird?.messageId).toBe(toFirst?.messageId)
  expect(toThird?.data).toBe(toFirst?.data)
  // A partly refused message is not "sent": the row is as good as its worst recipient.
  expect(await rig.show()).toMatchObject({ state: 'finished', failed: 1, accepted: 0, deferred: 0 })
  expect(await rig.rows()).toMatchObject([
    {
      state: 'failed',
      text: expect.stringMatching(/second@example\.com.*no such user/),
      messageId: toFirst?.messageId,
    },
  ])
}, 60_000)

test('a row in doubt is sent again only when the user says so, as the same message', async () => {
  const server = await countingServer({
    answers: (command, peer, connection) => {
      if (command !== '.' || connection > 1) return undefined
      peer.reset()
      return ''
    },
  })
  const rig = await rigWith(3)
  await rig.merge(server.port, '--wait', ...RETRY).ended
  expect(await rig.show()).toMatchObject({ state: 'finished', accepted: 2, uncertain: 1 })
  await (await rig.resume('--wait')).ended
  expect(server.copies).toHaveLength(3)

  const resolved = await rig.start('batch', 'resolve', await rig.batch(), '--uncertain', 'resend').ended
  expect(resolved.code).toBe(0)
  const resumed = await (await rig.resume('--wait')).ended
  expect(resumed.code).toBe(0)
  await server.quiet()
  const inDoubt = server.copies.filter(({ recipients }) => recipients.includes('r1@example.com'))
  expect(inDoubt).toHaveLength(2)
  expect(inDoubt[1]).toEqual({ ...inDoubt[0], at: inDoubt[1]?.at })
  expect(server.copies).toHaveLength(4)
}, 60_000)
