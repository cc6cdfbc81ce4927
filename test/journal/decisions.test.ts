import { describe, expect, test } from 'vitest'
import type { Journal } from '../../src/main/journal/journal.ts'
import { attempt, importRows, openForTest, settleNext, tempJournalFile } from '../helpers/journal.ts'
import { newBatch, newRow, outcomeOf } from '../helpers/journal-data.ts'

async function journalWith(count: number): Promise<Journal> {
  const journal = openForTest(await tempJournalFile())
  await importRows(journal, count)
  return journal
}

describe('resolveUncertain', () => {
  test('sends again as the same message', async () => {
    const journal = await journalWith(3)
    await settleNext(journal, 'uncertain')
    await settleNext(journal, 'uncertain')
    await settleNext(journal, 'failed')
    expect(await journal.resolveUncertain('b', 'resend', 1, [2, 3])).toBe(1)
    expect(journal.totals('b')).toMatchObject({ uncertain: 1, failed: 1, pending: 1 })
    expect(await journal.resolveUncertain('b', 'resend', 1)).toBe(1)
    const [row] = await journal.claim('b', 1, 1)
    expect(row).toMatchObject({ number: 1, attempts: 2, messageId: '<1@example.com>', date: 5_001 })
  })

  test('takes rows as sent without hiding why they were in doubt', async () => {
    const journal = await journalWith(1)
    await settleNext(journal, 'uncertain')
    expect(await journal.resolveUncertain('b', 'sent', 77)).toBe(1)
    expect(journal.row('b', 1)).toMatchObject({
      state: 'accepted',
      settledAt: 77,
      result: { text: 'Marked as sent by hand. Reply to row 1' },
      recipients: [{ state: 'accepted', address: 'user1@example.com' }],
    })
    expect(await journal.resolveUncertain('b', 'sent', 78)).toBe(0)
  })

  test('never takes a refused recipient as sent', async () => {
    const journal = await journalWith(1)
    await attempt(journal, 'marked')
    const [one] = outcomeOf(1).recipients
    if (!one) throw new Error('The outcome has no recipient.')
    const recipients = [
      { ...one, address: 'refused@example.com', state: 'failed' as const },
      { ...one, state: 'uncertain' as const },
    ]
    await journal.settle('b', 1, { ...outcomeOf(1, 'uncertain'), recipients })
    expect(await journal.resolveUncertain('b', 'sent', 77)).toBe(1)
    expect(journal.row('b', 1).state).toBe('failed')
    expect(journal.row('b', 1).recipients.map(({ state }) => state)).toEqual(['failed', 'accepted'])
  })
})

describe('requeueFailed', () => {
  test('queues failed rows again, all or those given, as the same message', async () => {
    const journal = await journalWith(3)
    await settleNext(journal, 'failed')
    await settleNext(journal, 'accepted')
    await settleNext(journal, 'failed')
    expect(await journal.requeueFailed('b', [2, 3])).toBe(1)
    expect(await journal.requeueFailed('b')).toBe(1)
    expect(journal.row('b', 1)).toMatchObject({ state: 'queued', attempts: 1, messageId: '<1@example.com>' })
    expect(journal.totals('b')).toMatchObject({ accepted: 1, pending: 2 })
  })

  test('asks only those again who had refused', async () => {
    const journal = await journalWith(1)
    await attempt(journal, 'marked')
    const [one] = outcomeOf(1).recipients
    if (!one) throw new Error('The outcome has no recipient.')
    const refused = { ...one, address: 'refused@example.com', state: 'failed' as const }
    await journal.settle('b', 1, { ...outcomeOf(1, 'failed'), recipients: [refused, one] })
    await journal.requeueFailed('b')
    expect(journal.row('b', 1).recipients).toEqual([one])
  })

  test('opens a finished batch again, as something waits in it', async () => {
    const journal = await journalWith(1)
    await settleNext(journal, 'failed')
    await journal.setState('b', 'finished', 9)
    await journal.requeueFailed('b')
    expect(journal.batch('b')).toMatchObject({
      state: 'paused',
      reason: 'Rows were queued again.',
      endedAt: 9,
    })
  })

  test('leaves rows that were refused at import', async () => {
    const journal = openForTest(await tempJournalFile())
    const batchImport = journal.beginImport(newBatch())
    batchImport.addRows([newRow(1, 'failed')])
    await batchImport.commit()
    expect(await journal.requeueFailed('b')).toBe(0)
    expect(await journal.requeueFailed('b', [1])).toBe(0)
    expect(journal.row('b', 1).state).toBe('failed')
  })
})

describe('cancel', () => {
  test('skips what waits, with the reason, and leaves what is done or in flight', async () => {
    const journal = await journalWith(25_000)
    await settleNext(journal, 'accepted')
    await settleNext(journal, 'deferred')
    const inFlight = await attempt(journal, 'marked')
    expect(await journal.cancel('b', 50, 'Cancelled by the user.')).toBe(24_998)
    expect(journal.batch('b')).toMatchObject({
      state: 'cancelled',
      reason: 'Cancelled by the user.',
      endedAt: 50,
    })
    expect(journal.row('b', 2)).toMatchObject({
      state: 'skipped',
      settledAt: 50,
      nextAttemptAt: null,
      result: { code: null, enhanced: null, text: 'Cancelled by the user.' },
    })
    await journal.settle('b', inFlight, outcomeOf(inFlight))
    expect(journal.totals('b')).toMatchObject({ rows: 25_000, accepted: 2, skipped: 24_998, pending: 0 })
    expect(journal.nextDue('b')).toBeNull()
  })
})

describe('setState', () => {
  test('leaves a cancelled batch cancelled: no run begins, and one that ends says nothing', async () => {
    const journal = await journalWith(1)
    await journal.setState('b', 'running', 1)
    await journal.cancel('b', 2, 'Cancelled by the user.')
    await journal.setState('b', 'paused', 3, { reason: 'Paused by the user.', cause: 'stopped' })
    await journal.setState('b', 'finished', 4)
    expect(journal.batch('b')).toMatchObject({
      state: 'cancelled',
      reason: 'Cancelled by the user.',
      endedAt: 2,
    })
    await expect(journal.setState('b', 'running', 5)).rejects.toMatchObject({ code: 'state-conflict' })
  })

  test('keeps the first start and the last end', async () => {
    const journal = await journalWith(1)
    await journal.setState('b', 'running', 10)
    expect(journal.batch('b')).toMatchObject({ state: 'running', startedAt: 10, endedAt: null, reason: null })
    await journal.setState('b', 'paused', 20, { reason: 'Wrong password.', cause: 'login' })
    expect(journal.batch('b')).toMatchObject({
      ...{ startedAt: 10, endedAt: 20 },
      ...{ reason: 'Wrong password.', cause: 'login' },
    })
    await journal.setState('b', 'running', 30)
    expect(journal.batch('b')).toMatchObject({ startedAt: 10, endedAt: null, reason: null })
  })

  test.each(['queued', 'attempting', 'deferred'] as const)(
    'refuses to finish while a row is %s',
    async (state) => {
      const journal = await journalWith(1)
      if (state === 'attempting') await attempt(journal, 'marked')
      if (state === 'deferred') await settleNext(journal, 'deferred')
      await expect(journal.setState('b', 'finished', 1)).rejects.toMatchObject({ code: 'state-conflict' })
      expect(journal.batch('b').state).toBe('ready')
    },
  )

  test('finishes when every row is settled', async () => {
    const journal = await journalWith(1)
    await settleNext(journal, 'uncertain')
    await journal.setState('b', 'finished', 9)
    expect(journal.batch('b')).toMatchObject({ state: 'finished', endedAt: 9 })
  })
})
