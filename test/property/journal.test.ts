import fc from 'fast-check'
import { test } from 'vitest'
import type { Journal } from '../../src/main/journal/journal.ts'
import { openJournal } from '../../src/main/journal/open-journal.ts'
import { importRows, tempJournalFile } from '../helpers/journal.ts'
import { type Model, type Real, steps } from './journal-model.ts'

const ROWS = 6

test('whatever is done in whatever order, with crashes, no row is lost, claimed twice or changed behind the scenes', async () => {
  const folder = await tempJournalFile()
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.commands(steps(ROWS), { maxCommands: 80, size: 'max' }), async (commands) => {
      const file = `${folder}-${run++}`
      const open: Journal[] = []
      const reopen = (): Journal => {
        const journal = openJournal(file)
        open.push(journal)
        return journal
      }
      const journal = reopen()
      await importRows(journal, ROWS)
      const rows = Array.from({ length: ROWS }, (_, index) => ({
        number: index + 1,
        state: 'queued' as const,
        attempts: 0,
        stamped: false,
        marked: false,
        next: null,
      }))
      const setup = (): { model: Model; real: Real } => ({
        model: { rows, now: 100, cancelled: false },
        real: { journal, reopen },
      })
      try {
        await fc.asyncModelRun(setup, commands)
      } finally {
        for (const one of open) one.close()
      }
    }),
    { numRuns: 50 },
  )
})
