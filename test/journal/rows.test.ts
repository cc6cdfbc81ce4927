import { describe, expect, test } from 'vitest'
import type { Journal } from '../../src/main/journal/journal.ts'
import { attempt, importRows, openForTest, settleNext, tempJournalFile } from '../helpers/journal.ts'
import { outcomeOf, stampOf } from '../helpers/journal-data.ts'

async function journalWith(count: number): Promise<Journal> {
  const journal = openForTest(await tempJournalFile())
  await importRows(journal, count)
  return journal
}

const CONFLICT = { code: 'state-conflict' }

describe('claim', () => {
  test('gives the queued rows in the order of their numbers, each once', async () => {
    const journal = await journalWith(5)
    const claims = [journal.claim('b', 2, 1), journal.claim('b', 2, 1), journal.claim('b', 2, 1)]
    const numbers = (await Promise.all(claims)).map((rows) => rows.map(({ number }) => number))
    expect(numbers).toEqual([[1, 2], [3, 4], [5]])
    expect(await journal.claim('b', 2, 1)).toEqual([])
    expect(journal.totals('b')).toMatchObject({ rows: 5, pending: 5 })
  })

  test('tells the row as it is from now on', async () => {
    const journal = await journalWith(1)
    const [row] = await journal.claim('b', 1, 1)
    expect(row).toMatchObject({
      number: 1,
      state: 'attempting',
      attempts: 1,
      cells: ['user1@example.com', 'Name 1'],
    })
    expect(journal.row('b', 1)).toEqual(row)
  })

  test('gives nothing when asked for nothing, and nothing of a cancelled batch', async () => {
    const journal = await journalWith(2)
    expect(await journal.claim('b', 0, 1)).toEqual([])
    expect(await journal.claim('b', -1, 1)).toEqual([])
    await journal.setState('b', 'cancelled', 1)
    expect(await journal.claim('b', 1, 1)).toEqual([])
  })

  test('takes deferred rows only when they are due, longest due first, and before queued ones', async () => {
    const journal = await journalWith(4)
    for (const nextAttemptAt of [300, 200]) {
      const number = await attempt(journal, 'marked', 100)
      await journal.settle('b', number, { ...outcomeOf(number, 'deferred'), nextAttemptAt })
    }
    expect(journal.nextDue('b')).toBe(200)
    expect(journal.totals('b')).toMatchObject({ deferred: 2, pending: 2 })
    expect((await journal.claim('b', 1, 199)).map(({ number }) => number)).toEqual([3])
    expect((await journal.claim('b', 9, 300)).map(({ number }) => number)).toEqual([2, 1, 4])
    expect(journal.nextDue('b')).toBeNull()
    expect(journal.row('b', 2)).toMatchObject({ attempts: 2, bodySentAt: null, nextAttemptAt: null })
  })
})

describe('stamp', () => {
  test('keeps Message-ID and Date of the first attempt and refuses others', async () => {
    const journal = await journalWith(1)
    await settleNext(journal, 'deferred')
    await attempt(journal, 'claimed', 99_999)
    const first = stampOf(1)
    await expect(journal.stamp('b', 1, { ...first, messageId: '<x@example.com>' })).rejects.toMatchObject(
      CONFLICT,
    )
    await expect(journal.stamp('b', 1, { ...first, date: 1 })).rejects.toMatchObject(CONFLICT)
    await journal.stamp('b', 1, { ...first, contentHash: 'cd' })
    const { messageId, date, contentHash } = journal.row('b', 1)
    expect({ messageId, date, contentHash }).toEqual({ ...first, contentHash: 'cd' })
  })

  test('is refused for a row that is not claimed', async () => {
    const journal = await journalWith(1)
    await expect(journal.stamp('b', 1, stampOf(1))).rejects.toMatchObject({ ...CONFLICT, place: { row: 1 } })
    expect(journal.row('b', 1).messageId).toBeNull()
  })
})

describe('markBodySent', () => {
  test('needs a claimed row with a Message-ID', async () => {
    const journal = await journalWith(1)
    await expect(journal.markBodySent('b', 1, 3)).rejects.toMatchObject(CONFLICT)
    await attempt(journal, 'claimed')
    await expect(journal.markBodySent('b', 1, 3)).rejects.toMatchObject(CONFLICT)
    await journal.stamp('b', 1, stampOf(1))
    await journal.markBodySent('b', 1, 3)
    expect(journal.row('b', 1).bodySentAt).toBe(3)
  })
})

describe('settle', () => {
  test.each(['accepted', 'failed', 'deferred', 'uncertain', 'skipped'] as const)(
    'records %s with the whole reply',
    async (state) => {
      const journal = await journalWith(1)
      await settleNext(journal, state)
      const { code, enhanced, text, recipients, queueId, settledAt, nextAttemptAt } = outcomeOf(1, state)
      expect(journal.row('b', 1)).toMatchObject({
        state,
        result: { code, enhanced, text },
        recipients,
        queueId,
        settledAt,
        nextAttemptAt,
      })
      expect(journal.totals('b')).toMatchObject({ rows: 1, pending: 0, [state]: 1 })
    },
  )

  test('is refused a second time, for a row never claimed, and for a deferral without a time', async () => {
    const journal = await journalWith(2)
    await attempt(journal, 'marked')
    const timeless = { ...outcomeOf(1, 'deferred'), nextAttemptAt: null }
    await expect(journal.settle('b', 1, timeless)).rejects.toMatchObject(CONFLICT)
    await journal.settle('b', 1, outcomeOf(1))
    await expect(journal.settle('b', 1, outcomeOf(1, 'failed'))).rejects.toMatchObject(CONFLICT)
    await expect(journal.settle('b', 2, outcomeOf(2))).rejects.toMatchObject(CONFLICT)
    expect(journal.row('b', 1).state).toBe('accepted')
    expect(journal.row('b', 2).state).toBe('queued')
  })

  test('forgets the time of the next attempt once it is of no use', async () => {
    const journal = await journalWith(1)
    await settleNext(journal, 'deferred')
    await attempt(journal, 'marked', 99_999)
    await journal.settle('b', 1, { ...outcomeOf(1), nextAttemptAt: 5 })
    expect(journal.row('b', 1).nextAttemptAt).toBeNull()
  })
})

describe('release', () => {
  test('gives rows back as they were: queued, or deferred with their time, the attempt not counted', async () => {
    const journal = await journalWith(2)
    await settleNext(journal, 'deferred')
    const before = [journal.row('b', 1), journal.row('b', 2)]
    const claimed = await journal.claim('b', 2, 99_999)
    expect(claimed).toHaveLength(2)
    expect(await journal.release('b', [1, 2])).toBe(2)
    // The mark belongs to the attempt before and is cleared by the claim; nothing else changed.
    expect([journal.row('b', 1), journal.row('b', 2)]).toEqual([
      { ...before[0], bodySentAt: null },
      before[1],
    ])
    expect(journal.nextDue('b')).toBe(20_001)
  })

  test('leaves rows with the mark and rows not claimed as they are', async () => {
    const journal = await journalWith(3)
    await attempt(journal, 'marked')
    await attempt(journal, 'stamped')
    expect(await journal.release('b', [1, 2, 3])).toBe(1)
    expect([1, 2, 3].map((number) => journal.row('b', number).state)).toEqual([
      'attempting',
      'queued',
      'queued',
    ])
    expect(journal.row('b', 3).attempts).toBe(0)
    expect(journal.row('b', 2).messageId).toBe('<2@example.com>')
  })
})

describe('recover', () => {
  test('queues what was not sent, makes uncertain what may have been, and finds nothing the second time', async () => {
    const journal = await journalWith(4)
    await settleNext(journal, 'accepted')
    await attempt(journal, 'marked')
    await attempt(journal, 'stamped')
    await attempt(journal, 'claimed')
    expect(await journal.recover('b', 7_000)).toEqual({ requeued: 2, uncertain: 1 })
    expect(await journal.recover('b', 8_000)).toEqual({ requeued: 0, uncertain: 0 })
    expect([...journal.rows('b')].map(({ state }) => state)).toEqual([
      'accepted',
      'uncertain',
      'queued',
      'queued',
    ])
    expect(journal.row('b', 2)).toMatchObject({ settledAt: 7_000, result: { code: null, enhanced: null } })
    expect(journal.row('b', 2).result?.text).toContain('may have been delivered')
    expect(journal.totals('b')).toMatchObject({ accepted: 1, uncertain: 1, pending: 2 })
  })
})

describe('rows', () => {
  test('come in order, filtered by state and from a given number on', async () => {
    const journal = await journalWith(450)
    for (const state of ['accepted', 'failed', 'accepted', 'uncertain'] as const)
      await settleNext(journal, state)
    const numbers = (filter?: Parameters<Journal['rows']>[1]) =>
      [...journal.rows('b', filter)].map((row) => row.number)
    expect(numbers()).toEqual(Array.from({ length: 450 }, (_, index) => index + 1))
    expect(numbers({ after: 448 })).toEqual([449, 450])
    expect(numbers({ states: ['accepted'] })).toEqual([1, 3])
    expect(numbers({ states: ['uncertain', 'failed'] })).toEqual([2, 4])
    expect(numbers({ states: ['failed', 'queued'], after: 448 })).toEqual([449, 450])
    expect(numbers({ states: [] })).toEqual([])
  })

  test('can be walked through while they change', async () => {
    const journal = await journalWith(1_000)
    const seen: number[] = []
    for (const { number } of journal.rows('b')) {
      seen.push(number)
      if (number % 100 === 0) await settleNext(journal, 'accepted')
    }
    expect(seen).toHaveLength(1_000)
    expect(journal.totals('b').accepted).toBe(10)
  })

  test('of an unknown batch are refused at the call, before the first row', async () => {
    const journal = await journalWith(0)
    expect(() => journal.rows('nobody')).toThrow(expect.objectContaining({ code: 'unknown-batch' }))
  })
})
