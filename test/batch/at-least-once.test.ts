import { expect, test } from 'vitest'
import { engineRig, fate, importBatch } from '../helpers/engine.ts'
import { openForTest, tempJournalFile } from '../helpers/journal.ts'
import { stampOf } from '../helpers/journal-data.ts'

test('a row that may have arrived is sent again by itself, as the same message', async () => {
  const seen: (readonly [string, number])[] = []
  const rig = await engineRig({
    rows: 1,
    atLeastOnce: true,
    retry: '1s',
    deliver: async (message) => {
      seen.push([message.messageId, message.date.getTime()])
      return seen.length === 1 ? fate(message, 'uncertain', 0, null, 'No answer to the message.') : undefined
    },
  })
  expect(await rig.run(true)).toEqual({ kind: 'finished' })
  expect(rig.journal.totals('b')).toMatchObject({ accepted: 1, uncertain: 0 })
  expect(seen).toHaveLength(2)
  expect(seen[1]).toEqual(seen[0])
})

test('it stays uncertain when it has had its chances: what may have arrived has not failed', async () => {
  const deliver = async (message: Parameters<typeof fate>[0]) =>
    fate(message, 'uncertain', 0, null, 'No answer.')
  const rig = await engineRig({ rows: 3, atLeastOnce: true, retry: 'none', deliver })
  expect(await rig.run()).toEqual({ kind: 'finished' })
  expect(rig.journal.totals('b')).toMatchObject({ uncertain: 3, failed: 0 })
  expect(rig.sent).toHaveLength(3)
})

test.each([
  [true, { accepted: 3, uncertain: 0 }],
  [false, { accepted: 2, uncertain: 1 }],
])(
  'what a crash left in doubt is sent by the next run where the batch asked for it (%s)',
  async (atLeastOnce, totals) => {
    const journal = openForTest(await tempJournalFile())
    await importBatch(journal, 3, { atLeastOnce })
    await journal.claim('b', 1, 1)
    await journal.stamp('b', 1, stampOf(1))
    await journal.markBodySent('b', 1, 2)
    const rig = await engineRig({ rows: 3, journal })
    expect(await rig.run()).toEqual({ kind: 'finished' })
    expect(journal.totals('b')).toMatchObject(totals)
    expect(journal.row('b', 1).messageId).toBe('<1@example.com>')
  },
)
