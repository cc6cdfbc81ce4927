import { writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Journal } from '../../src/main/journal/journal.ts'
import { importRows, openForTest } from '../helpers/journal.ts'
import { newBatch, newRow, outcomeOf, stampOf } from '../helpers/journal-data.ts'
import { NO_DISK, smallDisk } from '../helpers/small-disk.ts'

/** Sends until the journal fails; returns the failure and the rows told as settled. */
async function sendUntilFull(journal: Journal): Promise<{ failure: unknown; settled: number[] }> {
  const settled: number[] = []
  try {
    for (;;) {
      const rows = await journal.claim('b', 20, 1_000)
      await Promise.all(rows.map(({ number }) => journal.stamp('b', number, stampOf(number))))
      await Promise.all(rows.map(({ number }) => journal.markBodySent('b', number, 3_000)))
      await Promise.all(
        rows.map(async ({ number }) => {
          await journal.settle('b', number, { ...outcomeOf(number), text: 'x'.repeat(2_000) })
          settled.push(number)
        }),
      )
    }
  } catch (failure) {
    return { failure, settled }
  }
}

test('a full disk stops the writer; what was told is there, and work goes on once there is space', async (context) => {
  const disk = await smallDisk(16)
  if (!disk) return context.skip(NO_DISK)
  const file = join(disk, 'mailwright.db')
  const ballast = join(disk, 'ballast')
  const journal = openForTest(file)
  await importRows(journal, 5_000)
  writeFileSync(ballast, Buffer.alloc(10_000_000))
  const { failure, settled } = await sendUntilFull(journal)
  expect(failure).toMatchObject({ code: 'journal-full', message: expect.stringContaining(file) })
  expect(settled.length).toBeGreaterThan(0)
  await expect(journal.claim('b', 1_000, 1_000)).rejects.toMatchObject({ code: 'journal-full' })

  await expect(importMuch(journal)).rejects.toMatchObject({ code: 'journal-full' })

  await rm(ballast)
  journal.close()
  const reopened = openForTest(file)
  const accepted = [...reopened.rows('b', { states: ['accepted'] })].map(({ number }) => number)
  expect(accepted).toEqual(settled.sort((a, b) => a - b))
  const { requeued, uncertain } = await reopened.recover('b', 7_000)
  expect(requeued + uncertain).toBeLessThanOrEqual(20)
  expect(await reopened.claim('b', 1, 1_000)).toHaveLength(1)
  expect(reopened.batches()).toHaveLength(1)
})

async function importMuch(journal: Journal): Promise<void> {
  const batchImport = journal.beginImport(newBatch('second'))
  try {
    batchImport.addRows(Array.from({ length: 50_000 }, (_, index) => newRow(index + 1)))
    await batchImport.commit()
  } catch (error) {
    await batchImport.rollback()
    throw error
  }
}
