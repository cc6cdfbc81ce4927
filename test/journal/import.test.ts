import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { BatchRemoval } from '../../src/main/journal/batch-removal.ts'
import { GroupCommit } from '../../src/main/journal/group-commit.ts'
import { importRows, openForTest, tempJournalFile } from '../helpers/journal.ts'
import { newBatch, newRow } from '../helpers/journal-data.ts'

describe('an import', () => {
  test('is invisible until it is committed, to this process and to others', async () => {
    const file = await tempJournalFile()
    const journal = openForTest(file)
    const other = openForTest(file)
    const batchImport = journal.beginImport(newBatch())
    batchImport.addRows(Array.from({ length: 20_000 }, (_, index) => newRow(index + 1)))
    for (const reader of [journal, other]) {
      expect(reader.batches()).toEqual([])
      expect(() => reader.totals('b')).toThrow(expect.objectContaining({ code: 'unknown-batch' }))
      await expect(reader.claim('b', 1, 1)).rejects.toMatchObject({ code: 'unknown-batch' })
    }
    await batchImport.commit()
    expect(journal.totals('b')).toMatchObject({ rows: 20_000, pending: 20_000 })
    expect(other.batch('b').state).toBe('ready')
  })

  test('gives back what was put in, with every character of the cells', async () => {
    const journal = openForTest(await tempJournalFile())
    const batchImport = journal.beginImport({ ...newBatch(), name: 'Spring' })
    const cells = [
      'a@example.com',
      '',
      '  ',
      '00123',
      'ł 田中 👩‍🚀',
      '"quoted",\r\nline',
      '\u2028',
      '__proto__',
    ]
    batchImport.addRows([{ ...newRow(1), cells }, newRow(2, 'failed')])
    batchImport.addRows([newRow(7, 'skipped')])
    batchImport.addAttachments([{ path: '/a.pdf', size: 3, sha256: 'aa' }])
    batchImport.addAttachments([{ path: '/a.pdf', size: 4, sha256: 'bb' }])
    await batchImport.commit()
    expect(journal.batch('b')).toEqual({
      ...newBatch(),
      name: 'Spring',
      state: 'ready',
      reason: null,
      cause: null,
      startedAt: null,
      endedAt: null,
    })
    expect(journal.row('b', 1)).toEqual({
      number: 1,
      line: 2,
      cells,
      address: 'user1@example.com',
      state: 'queued',
      attempts: 0,
      messageId: null,
      date: null,
      result: null,
      recipients: [],
      settledAt: null,
      nextAttemptAt: null,
      contentHash: null,
      bodySentAt: null,
      queueId: null,
    })
    expect(journal.row('b', 2).result).toEqual({ code: null, enhanced: null, text: 'Row 2 is failed.' })
    expect(journal.totals('b')).toEqual({
      rows: 3,
      accepted: 0,
      failed: 1,
      deferred: 0,
      uncertain: 0,
      skipped: 1,
      pending: 1,
    })
    expect(journal.attachment('b', '/a.pdf')).toEqual({ path: '/a.pdf', size: 3, sha256: 'aa' })
    expect(journal.attachment('b', '/other.pdf')).toBeUndefined()
    expect(() => journal.row('b', 3)).toThrow(
      expect.objectContaining({ code: 'unknown-row', place: { row: 3 } }),
    )
  })

  test('takes the name of the CSV for its own when none is given', async () => {
    const journal = openForTest(await tempJournalFile())
    await importRows(journal, 0)
    expect(journal.batch('b').name).toBe('list.csv')
    expect(journal.totals('b').rows).toBe(0)
  })

  test('leaves nothing behind when it is rolled back, and its id can be used again', async () => {
    const journal = openForTest(await tempJournalFile())
    const batchImport = journal.beginImport(newBatch())
    batchImport.addRows(Array.from({ length: 50_000 }, (_, index) => newRow(index + 1)))
    await batchImport.rollback()
    await batchImport.rollback()
    expect(() => batchImport.addRows([newRow(1)])).toThrow(
      expect.objectContaining({ code: 'state-conflict' }),
    )
    await importRows(journal, 2)
    expect(journal.totals('b').rows).toBe(2)
  })

  test('cannot be committed once a portion of it failed', async () => {
    const journal = openForTest(await tempJournalFile())
    const batchImport = journal.beginImport(newBatch())
    function* broken() {
      yield newRow(1)
      throw new Error('The CSV ends in the middle of a quote.')
    }
    expect(() => batchImport.addRows(broken())).toThrow('in the middle of a quote')
    await expect(batchImport.commit()).rejects.toMatchObject({ code: 'state-conflict' })
    expect(() => batchImport.addRows([newRow(2)])).toThrow(
      expect.objectContaining({ code: 'state-conflict' }),
    )
    await batchImport.rollback()
    expect(journal.batches()).toEqual([])
  })

  test('refuses a row number given twice and a batch id in use', async () => {
    const journal = openForTest(await tempJournalFile())
    const batchImport = journal.beginImport(newBatch())
    batchImport.addRows([newRow(1), newRow(1)])
    await expect(batchImport.commit()).rejects.toMatchObject({ code: 'journal-failed' })
    await batchImport.rollback()
    await importRows(journal, 1)
    expect(() => journal.beginImport(newBatch())).toThrow(expect.objectContaining({ code: 'journal-failed' }))
    expect(journal.batches()).toHaveLength(1)
  })

  test('does not hold up another process that writes in the meantime', async () => {
    const file = await tempJournalFile()
    const journal = openForTest(file)
    await importRows(journal, 1)
    const other = openForTest(file, { busyTimeout: 0 })
    const batchImport = journal.beginImport(newBatch('second'))
    batchImport.addRows(Array.from({ length: 40_000 }, (_, index) => newRow(index + 1)))
    expect(await other.claim('b', 1, 1)).toHaveLength(1)
    await batchImport.commit()
    expect(other.totals('second').rows).toBe(40_000)
  })

  test('is left alone by an opening journal while it lives, and removed after it was given up', async () => {
    const file = await tempJournalFile()
    const journal = openForTest(file)
    const living = journal.beginImport(newBatch('living'))
    living.addRows([newRow(1)])
    const other = openForTest(file)
    const abandoned = other.beginImport(newBatch('abandoned'))
    abandoned.addRows(Array.from({ length: 30_000 }, (_, index) => newRow(index + 1)))
    other.close()
    const third = openForTest(file)
    await living.commit()
    expect(third.batches().map(({ id }) => id)).toEqual(['living'])
    // Would break a constraint if anything of the abandoned batch were left.
    await importRows(third, 1, 'abandoned')
    expect(third.totals('abandoned').rows).toBe(1)
  })

  test('that was committed at the last moment is not taken for one that was given up', async () => {
    const file = await tempJournalFile()
    const journal = openForTest(file)
    await importRows(journal, 3)
    const db = new DatabaseSync(file)
    const removal = new BatchRemoval(db, new GroupCommit(db, file))
    expect(removal.removePortion(1)).toBe(false)
    db.close()
    expect([...journal.rows('b')]).toHaveLength(3)
  })
})
