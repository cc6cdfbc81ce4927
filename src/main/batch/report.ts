/** The report of a batch: the original columns and what became of each row. */
import type { BatchRow, BatchTotals } from '../../shared/batch-types.ts'
import { plainText } from '../../shared/plain-text.ts'
import { csvLine } from '../csv/export.ts'
import type { Journal, RowFilter } from '../journal/journal.ts'

const OWN_COLUMNS = [
  'mailwright_state',
  'mailwright_code',
  'mailwright_text',
  'mailwright_time',
  'mailwright_message_id',
] as const

/** A byte order mark, so that spreadsheets take the file for UTF-8. */
const BOM = '\uFEFF'

/**
 * Lines of the report, each ending in CRLF. Columns of an earlier report in the input are replaced, so
 * that an export can be imported and exported again.
 */
export function* reportLines(journal: Journal, batchId: string, filter?: RowFilter): Generator<string> {
  const { columns } = journal.batch(batchId)
  const kept = columns.flatMap((name, index) => (isOwnColumn(name) ? [] : [index]))
  yield BOM + csvLine([...kept.map((index) => columns[index] ?? ''), ...OWN_COLUMNS])
  for (const row of journal.rows(batchId, filter)) {
    yield csvLine([...kept.map((index) => row.cells[index] ?? ''), ...ownCells(row)])
  }
}

function ownCells(row: BatchRow): readonly string[] {
  const { result } = row
  return [
    row.state,
    [result?.code, result?.enhanced].filter((part) => part !== null && part !== undefined).join(' '),
    plainText(result?.text ?? ''),
    row.settledAt === null ? '' : new Date(row.settledAt).toISOString(),
    row.messageId ?? '',
  ]
}

function isOwnColumn(name: string): boolean {
  return OWN_COLUMNS.some((own) => own === name)
}

/** The one line that `merge --json` and `batch show --json` end with. */
export interface BatchSummary extends BatchTotals {
  readonly batch: string
  readonly seconds: number
}

export function summaryOf(batchId: string, totals: BatchTotals, milliseconds: number): BatchSummary {
  const { rows, accepted, failed, deferred, uncertain, skipped, pending } = totals
  const seconds = Math.round(milliseconds / 100) / 10
  return { batch: batchId, rows, accepted, failed, deferred, uncertain, skipped, pending, seconds }
}
