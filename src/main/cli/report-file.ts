/** Writes a report beside its place and renames it, so that a half-written one is never seen. */
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { EnvironmentError } from '../../shared/errors.ts'
import { reportLines } from '../batch/report.ts'
import type { Journal, RowFilter } from '../journal/journal.ts'
import { isNodeError } from '../platform/node-error.ts'

/** Lines written at a time: large enough to be quick, small enough to stay flat in memory. */
const LINES_PER_WRITE = 1000

export async function writeReport(
  journal: Journal,
  batchId: string,
  path: string,
  filter?: RowFilter,
): Promise<void> {
  const temporary = `${path}.${process.pid}.part`
  try {
    const file = await open(temporary, 'w', 0o600)
    try {
      await writeLines(file, reportLines(journal, batchId, filter))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    if (!isNodeError(error)) throw error
    throw new EnvironmentError(
      'output-not-writable',
      `The report ${path} cannot be written (${error.code ?? error.message}): choose another place.`,
      { file: path },
      { cause: error },
    )
  }
}

async function writeLines(file: FileHandle, lines: Iterable<string>): Promise<void> {
  let block: string[] = []
  for (const line of lines) {
    block.push(line)
    if (block.length < LINES_PER_WRITE) continue
    await file.write(block.join(''))
    block = []
  }
  await file.write(block.join(''))
}
