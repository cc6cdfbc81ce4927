/** What the journal's tests put into it; also used by their other process, so without vitest. */
import type { NewBatch, NewRow, RowOutcome, RowStamp } from '../../src/main/journal/journal.ts'

export function newBatch(id = 'b'): NewBatch {
  return {
    id,
    createdAt: 1_000,
    columns: ['email', 'name'],
    template: '{"subject":"Hello"}',
    settings: '{"connections":1}',
    csvName: 'list.csv',
  }
}

export function newRow(number: number, state: NewRow['state'] = 'queued'): NewRow {
  const address = `user${number}@example.com`
  const row = { number, line: number + 1, cells: [address, `Name ${number}`], address, state }
  return state === 'queued' ? row : { ...row, text: `Row ${number} is ${state}.` }
}

export function stampOf(number: number): RowStamp {
  return { messageId: `<${number}@example.com>`, date: 5_000 + number, contentHash: 'ab'.repeat(32) }
}

export function outcomeOf(number: number, state: RowOutcome['state'] = 'accepted'): RowOutcome {
  const reply = { code: 250, enhanced: '2.0.0', text: `Reply to row ${number}` }
  const recipients = state === 'skipped' ? [] : [{ ...reply, address: `user${number}@example.com`, state }]
  const nextAttemptAt = state === 'deferred' ? 20_000 + number : null
  return { ...reply, state, recipients, queueId: `Q${number}`, settledAt: 9_000, nextAttemptAt }
}
