/** Text for spreadsheets, terminals and logs, none of which may be made to obey it. */

/**
 * A spreadsheet runs a cell that starts with one of these as a formula. Apostrophes before it count, so
 * that guarding can be undone exactly.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/

/** Column that only our own reports have: its presence says that the cells of a CSV are guarded. */
export const REPORT_MARK = 'mailwright_state'

/** One record (RFC 4180) with its CRLF; cells that a spreadsheet would run get an apostrophe and quotes. */
export function csvLine(cells: readonly string[]): string {
  // An empty line would be no record at all.
  if (cells.length === 1 && cells[0] === '') return '""\r\n'
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: string): string {
  const guarded = FORMULA.test(cell)
  const text = guarded ? `'${cell}` : cell
  return guarded || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Undoes what `csvLine` did to a cell of our own report; every other cell stays as it is. */
export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}
