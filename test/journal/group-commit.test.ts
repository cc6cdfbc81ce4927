import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { attempt, importRows, openForTest, tempJournalFile } from '../helpers/journal.ts'
import { outcomeOf } from '../helpers/journal-data.ts'

/** How many commits the file has seen, as another connection counts them. */
function commitCounter(file: string): () => number {
  const db = new DatabaseSync(file, { readOnly: true })
  let commits = 0
  let last: unknown
  return () => {
    const version = db.prepare('PRAGMA data_version').get()?.data_version
    if (version !== last) commits++
    last = version
    return commits
  }
}

describe('writes of one tick', () => {
  test('become visible to others together', async () => {
    const file = await tempJournalFile()
    const journal = openForTest(file)
    await importRows(journal, 50)
    const other = openForTest(file)
    const writes = Array.from({ length: 50 }, () => journal.claim('b', 1, 1))
    expect([...other.rows('b', { states: ['attempting'] })]).toHaveLength(0)
    const seen = writes.map((write) =>
      write.then(() => [...other.rows('b', { states: ['attempting'] })].length),
    )
    expect(new Set(await Promise.all(seen))).toEqual(new Set([50]))
  })

  test('are one transaction, those of the next tick another', async () => {
    const file = await tempJournalFile()
    const journal = openForTest(file)
    await importRows(journal, 30)
    const count = commitCounter(file)
    const before = count()
    await Promise.all([1, 2, 3].map(() => journal.claim('b', 1, 1).then(count)))
    expect(count() - before).toBe(1)
    await Promise.all([1, 2, 3].map(() => journal.claim('b', 1, 1).then(count)))
    expect(count() - before).toBe(2)
  })

  test('fail one by one for reasons of their own', async () => {
    const journal = openForTest(await tempJournalFile())
    await importRows(journal, 3)
    const first = await attempt(journal, 'marked')
    const results = await Promise.allSettled([
      journal.claim('b', 1, 1),
      journal.settle('b', 3, outcomeOf(3)),
      journal.settle('b', first, outcomeOf(first)),
      journal.setState('nobody', 'running', 1),
      // Breaks a rule of the table itself.
      journal.settle('b', 2, { ...outcomeOf(2), settledAt: 0.5 }),
      journal.setState('b', 'running', 1),
    ])
    expect(results.map((result) => (result.status === 'fulfilled' ? 'done' : result.reason.code))).toEqual([
      'done',
      'state-conflict',
      'done',
      'unknown-batch',
      'journal-failed',
      'done',
    ])
    expect([...journal.rows('b')].map(({ state }) => state)).toEqual(['accepted', 'attempting', 'queued'])
    expect(journal.batch('b').state).toBe('running')
  })
})

describe('close', () => {
  test('writes what is waiting, refuses what comes later, and may be repeated', async () => {
    const file = await tempJournalFile()
    const journal = openForTest(file)
    await importRows(journal, 2)
    const claim = journal.claim('b', 1, 1)
    journal.close()
    journal.close()
    expect(await claim).toHaveLength(1)
    await expect(journal.claim('b', 1, 1)).rejects.toMatchObject({ code: 'journal-closed' })
    for (const use of [() => journal.batches(), () => journal.rows('b'), () => journal.lock('b')]) {
      expect(use).toThrow(expect.objectContaining({ code: 'journal-closed' }))
    }
    expect(openForTest(file).row('b', 1).state).toBe('attempting')
  })
})
