/** A first look at a whole sheet: where its header is and which columns are in use. */
import { InputError } from '../../shared/errors.ts'
import { columnLetters } from './cell-reference.ts'
import { tooLargeWorkbook } from './errors.ts'
import { MOST_CELLS } from './limits.ts'
import type { ShownRow } from './sheet-rows.ts'

export interface Survey {
  /** The row that names the columns, from 1. */
  readonly headerRow: number
  /** Columns that show something anywhere, from 0. */
  readonly columns: readonly number[]
  /** What the header shows in them; `column C` where it shows nothing. */
  readonly names: readonly string[]
  /** Rows below the header that show something. */
  readonly rows: number
}

/** Throws InputError `empty-file`, `invalid-columns`, `too-large`, and what reading throws. */
export async function survey(
  batches: AsyncIterable<readonly ShownRow[]>,
  file: string,
  sheet: string,
): Promise<Survey> {
  const used = new Set<number>()
  let header: ShownRow | null = null
  let rows = -1
  for await (const batch of batches) {
    header ??= batch[0] ?? null
    rows += batch.length
    for (const { cells } of batch) for (const { column } of cells) used.add(column)
  }
  if (!header)
    throw new InputError('empty-file', `Sheet “${sheet}” of ${file} shows nothing: choose another one.`, {
      file,
      sheet,
    })
  const { problem, number } = header
  if (problem)
    throw new InputError(
      'invalid-columns',
      `${file} has no readable header: cell ${problem.cell} of sheet “${sheet}” ${problem.text}`,
      { file, sheet, cell: problem.cell, line: number },
    )
  if (rows * used.size > MOST_CELLS)
    throw tooLargeWorkbook(file, `has ${rows} rows with ${used.size} columns in sheet “${sheet}”`)
  const columns = [...used].sort((a, b) => a - b)
  const written = new Map(header.cells.map(({ column, text }) => [column, text.trim()]))
  const names = columns.map((column) => written.get(column) || `column ${columnLetters(column)}`)
  return { headerRow: number, columns, names, rows }
}
