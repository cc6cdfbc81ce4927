/** Opens one sheet of a workbook as the table that a CSV would be. */
import { InputError } from '../../shared/errors.ts'
import type { WorkbookLocale } from '../../shared/workbook-locales.ts'
import { REPORT_MARK, unguardCell } from '../csv/export.ts'
import { type Header, numberDuplicates, readHeader, refuseDuplicates } from '../csv/header.ts'
import { damageOf } from '../csv/problems.ts'
import type { CsvEntry, RowTable } from '../csv/table.ts'
import type { SheetContext } from './displayed.ts'
import { unknownSheet } from './errors.ts'
import type { RandomAccess, RandomAccessSource } from './random-access.ts'
import { readSharedStrings } from './shared-strings.ts'
import { type ShownRow, sheetRows } from './sheet-rows.ts'
import { readStyles } from './styles.ts'
import { type Survey, survey } from './survey.ts'
import { readWorkbook, type Sheet } from './workbook.ts'
import { ZipParts } from './zip.ts'

export interface WorkbookOptions {
  /** Found when missing: the first visible sheet that shows something. */
  readonly sheet?: string | undefined
  readonly locale: WorkbookLocale
  readonly duplicateColumns?: 'refuse' | 'number' | undefined
}

export interface WorkbookTable extends RowTable {
  readonly sheet: string
  /** All that show something, in the order of the workbook. */
  readonly sheets: readonly string[]
  /** The columns as they are written. */
  readonly header: Header
  /** Rows there are in `entries`. */
  readonly rows: number
}

/** What is known of the file as it was opened. */
interface Opened {
  readonly context: SheetContext
  readonly sheet: Sheet
  readonly survey: Survey
  /** Of all parts that rows are made of. */
  readonly fingerprint: string
  readonly fingerprintOf: (parts: ZipParts) => string
}

/**
 * Reads the sheet once to know its columns, and anew at each iteration of the entries; the line of a row is its
 * number in the spreadsheet program. Rows that show nothing are left out, columns that show nothing, too.
 *
 * Throws InputError: `invalid-workbook`, `protected-workbook`, `unknown-sheet`, `empty-file`, `too-large`,
 * `invalid-columns`, `duplicate-column`.
 */
export async function openWorkbook(
  source: RandomAccessSource,
  parts: ZipParts,
  part: string,
  file: string,
  options: WorkbookOptions,
): Promise<WorkbookTable> {
  const workbook = await readWorkbook(parts, file, part)
  const { date1904, stringsPart, stylesPart } = workbook
  const { locale } = options
  const context: SheetContext = {
    file,
    strings: await readSharedStrings(parts, file, stringsPart),
    styles: await readStyles(parts, file, stylesPart, locale),
    locale,
    date1904,
  }
  const filled: Sheet[] = []
  for (const sheet of workbook.sheets) if (await showsSomething(parts, sheet, context)) filled.push(sheet)
  const sheets = filled.map(({ name }) => name)
  const sheet = chooseSheet(filled, file, options.sheet)
  const surveyed = await survey(sheetRows(parts, sheet, context), file, sheet.name)
  const header = readHeader({ line: surveyed.headerRow, cells: surveyed.names, problem: null }, file)
  if (options.duplicateColumns !== 'number') refuseDuplicates(header, file)
  const fingerprintOf = (current: ZipParts): string =>
    [sheet.part, stringsPart, stylesPart].map((name) => name && current.fingerprint(name)).join()
  const opened = { context, sheet, survey: surveyed, fingerprint: fingerprintOf(parts), fingerprintOf }
  return {
    sheet: sheet.name,
    sheets,
    header,
    rows: surveyed.rows,
    columns: numberDuplicates(header.columns),
    entries: { [Symbol.asyncIterator]: () => readEntries(source, opened) },
  }
}

async function showsSomething(parts: ZipParts, sheet: Sheet, context: SheetContext): Promise<boolean> {
  for await (const _ of sheetRows(parts, sheet, context)) return true
  return false
}

function chooseSheet(filled: readonly Sheet[], file: string, wanted: string | undefined): Sheet {
  const [first] = filled
  if (!first)
    throw new InputError('empty-file', `${file} has no header: no sheet of it shows anything.`, { file })
  if (wanted === undefined) return filled.find(({ isHidden }) => !isHidden) ?? first
  const found =
    filled.find(({ name }) => name === wanted) ??
    filled.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  if (found) return found
  throw unknownSheet(
    file,
    wanted,
    filled.map(({ name }) => name),
  )
}

async function* readEntries(
  source: RandomAccessSource,
  { context, sheet, survey: { columns, names, headerRow }, fingerprint, fingerprintOf }: Opened,
): AsyncGenerator<readonly CsvEntry[]> {
  const access: RandomAccess = await source()
  try {
    const parts = await ZipParts.open(access, context.file)
    if (fingerprintOf(parts) !== fingerprint)
      throw new InputError(
        'invalid-workbook',
        `${context.file} was changed while it was read: start again.`,
        {
          file: context.file,
        },
      )
    const places = new Map(columns.map((column, index) => [column, index]))
    // Our own report, which went through a spreadsheet program.
    const isGuarded = names.includes(REPORT_MARK)
    let number = 0
    for await (const rows of sheetRows(parts, sheet, context)) {
      const entries: CsvEntry[] = []
      for (const row of rows) {
        if (row.number > headerRow) entries.push(entryOf(row, ++number, places, sheet.name, isGuarded))
      }
      if (entries.length > 0) yield entries
    }
  } finally {
    await access.close()
  }
}

function entryOf(
  { number: line, cells: shown, problem }: ShownRow,
  number: number,
  places: ReadonlyMap<number, number>,
  sheet: string,
  isGuarded: boolean,
): CsvEntry {
  const cells = new Array<string>(places.size).fill('')
  for (const { column, text } of shown) {
    const index = places.get(column)
    if (index !== undefined) cells[index] = isGuarded ? unguardCell(text) : text
  }
  const row = { number, line, cells }
  if (problem) {
    const message = `Cell ${problem.cell} of sheet “${sheet}” ${problem.text}`
    return { kind: 'problem-row', row, problem: { line, code: problem.code, message } }
  }
  const damage = damageOf(cells, line)
  return damage ? { kind: 'problem-row', row, problem: damage } : { kind: 'row', row }
}
