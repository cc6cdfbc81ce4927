/** CSV files that windows hand over and get back. */
import { Readable } from 'node:stream'
import type { FileInfo, FileToken } from '../../shared/draft-types.ts'
import { type CsvTable, openCsv } from '../csv/table.ts'
import { diskBytes } from '../platform/disk-files.ts'
import type { FileStore } from './app-context.ts'

/** Encoding and delimiter are found. Throws what openCsv throws; the user's name of the file stands in it. */
export function openKeptCsv(files: FileStore, token: FileToken): Promise<CsvTable> {
  return openCsv(diskBytes(files.path(token)), files.info(token).name)
}

export function keepCsv(files: FileStore, name: string, lines: Iterable<string>): Promise<FileInfo> {
  return files.add(name, 'text/csv', Readable.from(octets(lines)))
}

function* octets(lines: Iterable<string>): Generator<Uint8Array> {
  for (const line of lines) yield Buffer.from(line)
}
