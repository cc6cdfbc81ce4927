/** Opens a CSV: encoding, delimiter and columns at once, the rows as a stream. */
import type { CsvProblem, CsvRow } from '../../shared/batch-types.ts'
import { InputError } from '../../shared/errors.ts'
import { type ByteSource, decodeText } from './decode.ts'
import { declaredDelimiter, parseDelimiter, sniffDelimiter } from './delimiter.ts'
import { detectEncoding } from './detect-encoding.ts'
import { type CsvEncoding, parseEncoding } from './encoding.ts'
import { REPORT_MARK, unguardCell } from './export.ts'
import { type Header, numberDuplicates, readHeader, refuseDuplicates } from './header.ts'
import { raggedRow } from './problems.ts'
import { type CsvRecord, RecordReader } from './records.ts'

export interface CsvOptions {
  /** A name that `parseEncoding` takes; detected when missing. */
  readonly encoding?: string
  /** A character or name that `parseDelimiter` takes; found when missing. */
  readonly delimiter?: string
  /** Columns of the same name are refused unless the user chose to have them numbered. */
  readonly duplicateColumns?: 'refuse' | 'number'
  /** In octets of UTF-8; 1 MiB when missing. */
  readonly maxCellBytes?: number
}

export type CsvEntry =
  | { readonly kind: 'row'; readonly row: CsvRow }
  /** Still a row, counted and numbered, its cells as they were read. */
  | { readonly kind: 'problem-row'; readonly row: CsvRow; readonly problem: CsvProblem }

/** Rows with the names of their columns, wherever they come from. */
export interface RowTable {
  readonly columns: readonly string[]
  /** All rows in batches, so that a million rows cost few awaits. Each iteration reads the source again. */
  readonly entries: AsyncIterable<readonly CsvEntry[]>
}

export interface CsvTable extends RowTable {
  readonly encoding: CsvEncoding
  /** Whether the file starts with a byte order mark. */
  readonly bom: boolean
  readonly delimiter: string
}

/** A table with what its header has wrong; names are not yet unique. */
interface CsvDraft extends Omit<CsvTable, 'columns'> {
  readonly header: Header
}

const MAX_CELL_BYTES = 1024 * 1024

/** Enough text to find the delimiter in, in characters. */
const SAMPLE_LENGTH = 64 * 1024

/**
 * Reads the source several times from its start: to detect, to read the header, and for the rows. A file
 * with nothing but a header is a table without rows. `file` is the name that errors show.
 *
 * Cells are exactly the text of the file. The one exception is a report of our own: the apostrophes that
 * its export put before formulas are taken away again, so that a failures file imports as it is.
 *
 * Throws InputError: `empty-file`, `binary-file`, `unknown-encoding`, `unsure-encoding`, `wrong-encoding`,
 * `unknown-delimiter`, `invalid-columns`, `duplicate-column`; the stream throws `wrong-encoding` with a line.
 */
export async function openCsv(source: ByteSource, file: string, options: CsvOptions = {}): Promise<CsvTable> {
  const { header, ...draft } = await openDraft(source, file, options)
  if (options.duplicateColumns !== 'number') refuseDuplicates(header, file)
  return { ...draft, columns: numberDuplicates(header.columns) }
}

/** The same without judging the columns, for an inspection that reports everything. */
export async function openDraft(source: ByteSource, file: string, options: CsvOptions): Promise<CsvDraft> {
  const asked = options.encoding === undefined ? null : parseEncoding(options.encoding)
  const chosen = options.delimiter === undefined ? null : parseDelimiter(options.delimiter)
  const maxCellBytes = options.maxCellBytes ?? MAX_CELL_BYTES
  const { encoding, bom } = await detectEncoding(source, file, asked)
  const text = (): AsyncIterable<string> => decodeText(source, encoding, file)
  const sample = await readSample(text())
  const declared = declaredDelimiter(sample.text)
  const delimiter = chosen ?? declared ?? sniffDelimiter(sample.text, sample.whole, maxCellBytes)
  const records = () => readRecords(text(), new RecordReader(delimiter, maxCellBytes), declared ? 1 : 0)
  const first = await firstRecord(records())
  if (!first)
    throw new InputError(
      'empty-file',
      `${file} has no header: it holds nothing but blank lines. The first line must name the columns.`,
      { file },
    )
  const guarded = first.cells.includes(REPORT_MARK)
  const header = readHeader(guarded ? unguard(first) : first, file)
  return {
    encoding,
    bom,
    delimiter,
    header,
    entries: { [Symbol.asyncIterator]: () => readEntries(records(), header.columns.length, guarded) },
  }
}

async function readSample(text: AsyncIterable<string>): Promise<{ text: string; whole: boolean }> {
  let sample = ''
  for await (const piece of text) {
    sample += piece
    if (sample.length >= SAMPLE_LENGTH) return { text: sample.slice(0, SAMPLE_LENGTH), whole: false }
  }
  return { text: sample, whole: true }
}

/** Leaves out the first `skip` records. */
async function* readRecords(
  text: AsyncIterable<string>,
  reader: RecordReader,
  skip: number,
): AsyncGenerator<readonly CsvRecord[]> {
  let left = skip
  const rest = (records: readonly CsvRecord[]): readonly CsvRecord[] => {
    const kept = left > 0 ? records.slice(left) : records
    left -= records.length - kept.length
    return kept
  }
  for await (const piece of text) {
    const records = rest(reader.push(piece))
    if (records.length > 0) yield records
  }
  const records = rest(reader.end())
  if (records.length > 0) yield records
}

async function firstRecord(batches: AsyncIterable<readonly CsvRecord[]>): Promise<CsvRecord | null> {
  for await (const [first] of batches) if (first) return first
  return null
}

async function* readEntries(
  batches: AsyncIterable<readonly CsvRecord[]>,
  columns: number,
  guarded: boolean,
): AsyncGenerator<readonly CsvEntry[]> {
  // The header is record 0.
  let number = 0
  for await (const records of batches) {
    const entries: CsvEntry[] = []
    for (const record of records) {
      if (number > 0) entries.push(entryOf(guarded ? unguard(record) : record, number, columns))
      number++
    }
    if (entries.length > 0) yield entries
  }
}

function entryOf({ line, cells, problem }: CsvRecord, number: number, columns: number): CsvEntry {
  const row = { number, line, cells }
  if (problem) return { kind: 'problem-row', row, problem }
  if (cells.length === columns) return { kind: 'row', row }
  return { kind: 'problem-row', row, problem: raggedRow(line, cells.length, columns) }
}

function unguard(record: CsvRecord): CsvRecord {
  return { ...record, cells: record.cells.map(unguardCell) }
}

/** Cells by column name, without a prototype, so that `__proto__` and `constructor` are ordinary names. */
export function rowRecord(columns: readonly string[], cells: readonly string[]): Record<string, string> {
  return fillRecord(Object.create(null), columns, cells)
}

/**
 * The same into a record of another row, where many are looked at one after the other: an object without a
 * prototype costs more to make than to fill. Columns that the row lacks keep what they held.
 */
export function fillRecord(
  record: Record<string, string>,
  columns: readonly string[],
  cells: readonly string[],
): Record<string, string> {
  for (let index = 0; index < columns.length; index++) {
    const name = columns[index]
    const cell = cells[index]
    if (name !== undefined && cell !== undefined) record[name] = cell
  }
  return record
}
