/** CSV files that windows hand over. */
import type { FileToken } from '../../shared/draft-types.ts'
import { type CsvTable, openCsv } from '../csv/table.ts'
import { diskBytes } from '../platform/disk-files.ts'
import type { FileStore } from './app-context.ts'

/** Encoding and delimiter are found. Throws what openCsv throws; the user's name of the file stands in it. */
export function openKeptCsv(files: FileStore, token: FileToken): Promise<CsvTable> {
  return openCsv(diskBytes(files.path(token)), files.info(token).name)
}
