/** Everything there is to say about a CSV before it is used. */
import type { CsvProblem } from '../../shared/batch-types.ts'
import type { ByteSource } from './decode.ts'
import type { CsvEncoding } from './encoding.ts'
import type { Header } from './header.ts'
import { type CsvEntry, type CsvOptions, openDraft } from './table.ts'

export interface CsvInspection extends RowInspection {
  readonly encoding: CsvEncoding
  readonly bom: boolean
  readonly delimiter: string
}

export interface RowInspection {
  /** As written; names that repeat are among the problems. */
  readonly columns: readonly string[]
  /** Data rows, those with problems included. */
  readonly rows: number
  /** In the order of the file, the first thousand. */
  readonly problems: readonly CsvProblem[]
  /** All of them. */
  readonly problemCount: number
}

const MOST_PROBLEMS = 1000

/** Reads the whole file. Throws what `openCsv` throws, but duplicate columns are reported, not refused. */
export async function inspectCsv(
  source: ByteSource,
  file: string,
  options: CsvOptions = {},
): Promise<CsvInspection> {
  const { header, entries, encoding, bom, delimiter } = await openDraft(source, file, options)
  return { encoding, bom, delimiter, ...(await inspectRows(header, entries)) }
}

/** Reads all rows. */
export async function inspectRows(
  header: Header,
  entries: AsyncIterable<readonly CsvEntry[]>,
): Promise<RowInspection> {
  const problems = header.problems.slice(0, MOST_PROBLEMS)
  let problemCount = header.problems.length
  let rows = 0
  for await (const batch of entries) {
    rows += batch.length
    for (const entry of batch) {
      if (entry.kind === 'row') continue
      problemCount++
      if (problems.length < MOST_PROBLEMS) problems.push(entry.problem)
    }
  }
  return { columns: header.columns, rows, problems, problemCount }
}
