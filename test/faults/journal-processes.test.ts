import { describe, expect, test } from 'vitest'
import type { JournalRow } from '../../src/main/journal/journal.ts'
import { importRows, openForTest, tempJournalFile } from '../helpers/journal.ts'
import { newRow, outcomeOf } from '../helpers/journal-data.ts'
import { startWorker } from '../helpers/start-journal-worker.ts'

describe('a process killed while it sends', () => {
  const CONNECTIONS = 5
  // Told facts after which the kill comes: early, in the middle of things, later.
  const moments = [1, 2, 3, 7, 20, 55, 140, 333, 800, 1_500]

  test.each(moments)('after %i facts has every told fact on the disk', async (moment) => {
    const file = await tempJournalFile()
    const journal = openForTest(file)
    await importRows(journal, 2_000)
    const worker = startWorker('send', file, String(CONNECTIONS))
    await worker.facts(moment)
    worker.process.kill('SIGKILL')
    await worker.ended
    const rows = new Map([...journal.rows('b')].map((row) => [row.number, row]))
    for (const fact of worker.told) {
      const [verb = '', number] = fact.split(' ')
      const row = rows.get(Number(number))
      expect(row && proves(row, verb), `${fact}, then killed`).toBe(true)
    }

    const { uncertain, requeued } = await journal.recover('b', 7_000)
    expect(uncertain).toBeLessThanOrEqual(CONNECTIONS)
    expect(uncertain + requeued).toBeLessThanOrEqual(CONNECTIONS)
    expect(await journal.recover('b', 7_000)).toEqual({ uncertain: 0, requeued: 0 })
    const totals = journal.totals('b')
    expect(totals).toMatchObject({ rows: 2_000, uncertain, accepted: 2_000 - totals.pending - uncertain })
  })
})

/** Whether the row shows that what was told of it had been recorded; it may have come further since. */
function proves(row: JournalRow, verb: string): boolean {
  switch (verb) {
    case 'claimed':
      return row.attempts === 1 && row.state !== 'queued'
    case 'stamped':
      return row.messageId === `<${row.number}@example.com>` && row.date === 5_000 + row.number
    case 'marked':
      return row.bodySentAt === 3_000
    case 'settled':
      return row.state === 'accepted' && row.queueId === outcomeOf(row.number).queueId
    default:
      return false
  }
}

test('two processes and this one, claiming at the same time, never get the same row', async () => {
  const file = await tempJournalFile()
  const journal = openForTest(file)
  await importRows(journal, 1_500)
  const workers = [startWorker('claim', file), startWorker('claim', file)]
  await Promise.all(workers.map((worker) => worker.facts(1)))
  const own: string[] = []
  for (;;) {
    const rows = await journal.claim('b', 2, 1_000)
    if (rows.length === 0) break
    own.push(...rows.map(({ number }) => `claimed ${number}`))
  }
  await Promise.all(workers.map((worker) => worker.line('done')))
  const claimed = [...own, ...workers.flatMap(({ told }) => told)].filter((line) => line !== 'done')
  expect(claimed).toHaveLength(1_500)
  expect(new Set(claimed).size).toBe(1_500)
})

test('a process killed while it imports leaves no half batch', async () => {
  const file = await tempJournalFile()
  const worker = startWorker('import', file)
  await worker.facts(12)
  const journal = openForTest(file)
  expect(journal.batches()).toEqual([])
  worker.process.kill('SIGKILL')
  await worker.ended
  expect(journal.batches()).toEqual([])
  journal.close()
  const next = openForTest(file)
  expect(next.batches()).toEqual([])
  await importRows(next, 1, 'half')
  expect([...next.rows('half')].map(({ cells }) => cells)).toEqual([newRow(1).cells])
})
