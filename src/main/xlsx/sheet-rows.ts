/** The rows of a sheet as people see them: texts by column. */
import { columnLetters } from './cell-reference.ts'
import { type CellProblem, Displayed, type SheetContext } from './displayed.ts'
import { LARGEST_SHEET } from './limits.ts'
import { type RawRow, SheetReader } from './sheet-reader.ts'
import type { Sheet } from './workbook.ts'
import type { ZipParts } from './zip.ts'

export interface ShownCell {
  /** From 0. */
  readonly column: number
  readonly text: string
}

export interface ShownRow {
  /** From 1, as in the spreadsheet program. */
  readonly number: number
  /** Cells that show something, from left to right. */
  readonly cells: readonly ShownCell[]
  /** The first cell that cannot be used; it shows nothing here. */
  readonly problem: (CellProblem & { readonly cell: string }) | null
}

/** Rows that show something, in pieces. Throws InputError. */
export async function* sheetRows(
  parts: ZipParts,
  sheet: Sheet,
  context: SheetContext,
): AsyncGenerator<readonly ShownRow[]> {
  const reader = new SheetReader(context.file, sheet.name, sheet.part)
  const displayed = new Displayed(context, sheet.name)
  for await (const octets of parts.read(sheet.part, LARGEST_SHEET)) {
    const rows: ShownRow[] = []
    for (const raw of reader.push(octets)) {
      const row = shownRow(raw, displayed)
      if (row.cells.length > 0 || row.problem) rows.push(row)
    }
    if (rows.length > 0) yield rows
  }
  reader.end()
}

function shownRow({ number, cells }: RawRow, displayed: Displayed): ShownRow {
  const shown: ShownCell[] = []
  let problem: ShownRow['problem'] = null
  for (const cell of cells) {
    const text = displayed.cell(cell, number)
    if (typeof text !== 'string') problem ??= { ...text, cell: `${columnLetters(cell.column)}${number}` }
    else if (text !== '') shown.push({ column: cell.column, text })
  }
  return { number, cells: shown, problem }
}
