/** Reads CSV given as text or bytes, cut into chunks of any size. */
import type { ByteSource } from '../../src/main/csv/decode.ts'
import { type CsvEntry, type CsvOptions, type CsvTable, openCsv } from '../../src/main/csv/table.ts'
import { MailwrightError } from '../../src/shared/errors.ts'

export function byteSource(content: string | Uint8Array, chunkSize = 64 * 1024): ByteSource {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return function* () {
    for (let start = 0; start < bytes.length; start += chunkSize)
      yield bytes.subarray(start, start + chunkSize)
  }
}

export async function readCsv(
  content: string | Uint8Array,
  options: CsvOptions = {},
  chunkSize?: number,
): Promise<{ readonly table: CsvTable; readonly entries: readonly CsvEntry[] }> {
  const table = await openCsv(byteSource(content, chunkSize), 'list.csv', options)
  const entries: CsvEntry[] = []
  for await (const batch of table.entries) entries.push(...batch)
  return { table, entries }
}

/** The cells of every row, problems or not. */
export async function cellsOf(
  content: string | Uint8Array,
  options: CsvOptions = {},
): Promise<readonly (readonly string[])[]> {
  const { entries } = await readCsv(content, options)
  return entries.map((entry) => entry.row.cells)
}

/** One line per entry, `number@line cells` and the problem with its line: short to compare. */
export async function outline(
  content: string | Uint8Array,
  options: CsvOptions = {},
  chunkSize?: number,
): Promise<readonly string[]> {
  const { entries } = await readCsv(content, options, chunkSize)
  return entries.map((entry) => {
    const { number, line, cells } = entry.row
    const problem = entry.kind === 'row' ? '' : ` ${entry.problem.code}@${entry.problem.line}`
    return `${number}@${line} ${JSON.stringify(cells)}${problem}`
  })
}

/** The error a promise rejects with, which must be one of ours. */
export async function failureOf(promise: Promise<unknown>): Promise<MailwrightError> {
  const error = await promise.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  )
  if (error instanceof MailwrightError) return error
  throw error
}
