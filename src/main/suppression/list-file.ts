/** The suppression list as CSV: read from any list of addresses, written so that it can be read again. */
import { InputError } from '../../shared/errors.ts'
import type { SuppressionEntry } from '../../shared/suppression-types.ts'
import { csvLine, unguardCell } from '../csv/export.ts'
import type { CsvEntry, RowTable } from '../csv/table.ts'
import { parseEntry } from './entry.ts'

export interface ListProblem {
  readonly line: number
  readonly text: string
}

export type ListLine =
  | { readonly kind: 'entry'; readonly entry: string; readonly reason: string | null }
  | { readonly kind: 'blank' }
  | ({ readonly kind: 'problem' } & ListProblem)

/** Names of a column of addresses, in the order of preference. */
const ADDRESS_COLUMNS = ['address', 'email', 'e-mail', 'mail', 'email address', 'e-mail address']
const REASON_COLUMN = 'reason'

/** A byte order mark, so that spreadsheets take the file for UTF-8. */
const BOM = '\uFEFF'

/**
 * The lines of a list, in the batches of the table. A single column needs no header: one that is an entry
 * itself counts as the first line. Throws InputError `unknown-field` where no column holds addresses.
 */
export async function* readList(table: RowTable, column?: string): AsyncGenerator<readonly ListLine[]> {
  const address = addressColumn(table.columns, column)
  const reason = columnNamed(table.columns, REASON_COLUMN)
  const [first = ''] = table.columns
  if (column === undefined && table.columns.length === 1 && isEntry(first)) yield [readLine(first, '', 1)]
  for await (const entries of table.entries) {
    yield entries.map((entry) => lineOf(entry, address, reason))
  }
}

/** Lines of the file, each ending in CRLF. */
export function* listLines(entries: Iterable<SuppressionEntry>): Generator<string> {
  yield BOM + csvLine(['address', REASON_COLUMN, 'added'])
  for (const { entry, reason, addedAt } of entries) {
    yield csvLine([entry, reason ?? '', new Date(addedAt).toISOString()])
  }
}

function lineOf(entry: CsvEntry, address: number, reason: number): ListLine {
  const { line, cells } = entry.row
  if (entry.kind === 'problem-row') return { kind: 'problem', line, text: entry.problem.message }
  return readLine(cells[address] ?? '', reason < 0 ? '' : (cells[reason] ?? ''), line)
}

function readLine(address: string, reason: string, line: number): ListLine {
  if (address.trim() === '') return { kind: 'blank' }
  try {
    // A whole domain starts with @, which csvLine guards like a formula; other programs leave it as it is.
    const entry = parseEntry(unguardCell(address))
    const text = unguardCell(reason).trim()
    return { kind: 'entry', entry, reason: text === '' ? null : text }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { kind: 'problem', line, text: error.message }
  }
}

function isEntry(text: string): boolean {
  return text.includes('@') && readLine(text, '', 1).kind === 'entry'
}

function addressColumn(columns: readonly string[], wanted: string | undefined): number {
  if (wanted === undefined && columns.length === 1) return 0
  const names = wanted === undefined ? ADDRESS_COLUMNS : [wanted]
  const found = names.map((name) => columnNamed(columns, name)).find((index) => index >= 0)
  if (found !== undefined) return found
  const known = columns.map((name) => `"${name}"`).join(', ')
  throw new InputError(
    'unknown-field',
    wanted === undefined
      ? `The file has the columns ${known}: say which one holds the addresses.`
      : `The file has no column "${wanted}", only ${known}: name one of them.`,
    { field: wanted ?? 'address' },
  )
}

function columnNamed(columns: readonly string[], name: string): number {
  return columns.findIndex((column) => column.toLowerCase() === name.toLowerCase())
}
