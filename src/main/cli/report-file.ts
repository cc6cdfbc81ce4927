/** The report of a batch as a file. */
import { reportLines } from '../batch/report.ts'
import type { Journal, RowFilter } from '../journal/journal.ts'
import { writeOutput } from './output-file.ts'

export function writeReport(
  journal: Journal,
  batchId: string,
  path: string,
  filter?: RowFilter,
): Promise<void> {
  return writeOutput(path, reportLines(journal, batchId, filter))
}
