/** A journal of this test's own, and short ways to fill it. */
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Journal, RowOutcome } from '../../src/main/journal/journal.ts'
import { type JournalOptions, openJournal } from '../../src/main/journal/open-journal.ts'
import { newBatch, newRow, outcomeOf, stampOf } from './journal-data.ts'
import { tempDir } from './temp-dir.ts'

export async function tempJournalFile(): Promise<string> {
  return join(await tempDir(), 'mailwright.db')
}

/** Opened now, closed when the test ends. */
export function openForTest(file: string, options?: JournalOptions): Journal {
  const journal = openJournal(file, options)
  onTestFinished(() => journal.close())
  return journal
}

/** A batch `b` of queued rows numbered from 1. */
export async function importRows(journal: Journal, count: number, id = 'b'): Promise<void> {
  const batchImport = journal.beginImport(newBatch(id))
  batchImport.addRows(Array.from({ length: count }, (_, index) => newRow(index + 1)))
  await batchImport.commit()
}

export type AttemptProgress = 'claimed' | 'stamped' | 'marked'

/** Claims the next row and takes it as far as asked; returns its number. */
export async function attempt(journal: Journal, progress: AttemptProgress, now = 2_000): Promise<number> {
  const [row] = await journal.claim('b', 1, now)
  if (!row) throw new Error('There is no row to claim.')
  if (progress !== 'claimed') await journal.stamp('b', row.number, stampOf(row.number))
  if (progress === 'marked') await journal.markBodySent('b', row.number, 3_000)
  return row.number
}

/** Claims the next row and settles it; returns its number. */
export async function settleNext(journal: Journal, state: RowOutcome['state'], now = 2_000): Promise<number> {
  const number = await attempt(journal, 'marked', now)
  await journal.settle('b', number, outcomeOf(number, state))
  return number
}
