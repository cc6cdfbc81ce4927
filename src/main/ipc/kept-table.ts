/** Tables in files that windows hand over. */
import type { FileToken } from '../../shared/draft-types.ts'
import { diskTable } from '../platform/disk-files.ts'
import { openTable, type Table } from '../xlsx/open-table.ts'
import type { FileStore } from './app-context.ts'

/** A CSV or a workbook, read as it is found. Throws what openTable throws; the user's name of the file stands in it. */
export function openKeptTable(files: FileStore, token: FileToken): Promise<Table> {
  return openTable(diskTable(files.path(token)), files.info(token).name)
}
