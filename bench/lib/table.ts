/** The one table the bench prints. */

export interface TableRow {
  readonly measure: string
  readonly ours: string
  /** Who does the same, and what they reach; a dash where nobody does. */
  readonly peer: string
  readonly ratio: string
  readonly atLeast: string
  readonly aim: string
}

/** Stands where a measure has no peer, no ratio or no target. */
export const NONE = '–'

/** A measure of ours that nobody is compared in. */
export function own(measure: string, ours: string, atLeast: string, aim: string = NONE): TableRow {
  return { measure, ours, peer: NONE, ratio: NONE, atLeast, aim }
}

const HEADINGS: TableRow = {
  measure: 'measure',
  ours: 'Mailwright',
  peer: 'peer',
  ratio: 'ratio',
  atLeast: 'at least',
  aim: 'aim',
}
const COLUMNS = ['measure', 'ours', 'peer', 'ratio', 'atLeast', 'aim'] as const

/** Markdown, with its columns in line. */
export function tableText(rows: readonly TableRow[]): string {
  const widths = COLUMNS.map((column) => Math.max(...[HEADINGS, ...rows].map((row) => row[column].length)))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const padded = (row: TableRow) =>
    line(
      COLUMNS.map((column, index) => {
        const width = widths[index] ?? 0
        return column === 'measure' ? row[column].padEnd(width) : row[column].padStart(width)
      }),
    )
  const rule = line(
    COLUMNS.map((column, index) => {
      const dashes = '-'.repeat((widths[index] ?? 0) - 1)
      return column === 'measure' ? `${dashes}-` : `${dashes}:`
    }),
  )
  return [padded(HEADINGS), rule, ...rows.map(padded)].join('\n')
}
