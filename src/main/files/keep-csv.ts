/** A CSV of ours for the user to keep. */
import { Readable } from 'node:stream'
import type { FileInfo } from '../../shared/draft-types.ts'
import type { FileStore } from '../ipc/app-context.ts'
import { blocks } from '../platform/line-blocks.ts'

/** Each line brings its own end. */
export function keepCsv(files: FileStore, name: string, lines: Iterable<string>): Promise<FileInfo> {
  return files.add(name, 'text/csv', Readable.from(octets(lines)))
}

function* octets(lines: Iterable<string>): Generator<Uint8Array> {
  for (const block of blocks(lines)) yield Buffer.from(block)
}
