/** Reads a whole CSV into a list: once to know the columns, once for the rows. */
import { stat } from 'node:fs/promises'
import type { CsvProblem } from '../../shared/batch-types.ts'
import type { ListOptions } from '../../shared/list-types.ts'
import type { Suppression } from '../batch/ports.ts'
import type { ByteSource } from '../csv/decode.ts'
import { openCsv } from '../csv/table.ts'
import { diskBytes } from '../platform/disk-files.ts'
import { findAddressColumn } from './address-column.ts'
import { GrowingArray } from './growing-array.ts'
import { listAdvice } from './list-advice.ts'
import { ListFileWriter } from './list-file.ts'
import { RecipientList, type Watcher } from './recipient-list.ts'
import { RowJudge } from './row-judge.ts'
import { ROW_STATE } from './row-states.ts'

export interface ListSource {
  /** What the list is asked for by. */
  readonly id: string
  readonly path: string
  /** As the user knows the file. */
  readonly name: string
  readonly options: ListOptions
}

const MOST_PROBLEMS = 100

/** Progress is in octets of the file. Throws what `openCsv` throws, and `unknown-field`. */
export async function readList(
  { id, path, name, options }: ListSource,
  folder: string,
  suppression: Suppression,
  watcher: Watcher,
): Promise<RecipientList> {
  const { size } = await stat(path)
  const source = watched(diskBytes(path), size, watcher)
  const table = await openCsv(source.bytes, name, {
    ...(options.encoding === null ? {} : { encoding: options.encoding }),
    ...(options.delimiter === null ? {} : { delimiter: options.delimiter }),
  })
  const addressColumn = await findAddressColumn(table, options.addressColumn)
  const judge = new RowJudge(table.columns.indexOf(addressColumn), suppression)
  const lines = new GrowingArray((length) => new Uint32Array(length))
  const states = new GrowingArray((length) => new Uint8Array(length))
  const counts = [0, 0, 0, 0, 0, 0]
  const problemList: CsvProblem[] = []
  const writer = await ListFileWriter.create(folder)
  try {
    source.tell()
    for await (const entries of table.entries) {
      for (const entry of entries) {
        const { state, text } = judge.judge(entry)
        const problem = entry.kind === 'problem-row' ? entry.problem : null
        if (problem && problemList.length < MOST_PROBLEMS) problemList.push(problem)
        counts[state] = (counts[state] ?? 0) + 1
        states.push(state)
        lines.push(entry.row.line)
        const full = writer.add(entry.row.cells, problem ?? text)
        if (full) await full
      }
    }
    const count = (state: number): number => counts[state] ?? 0
    const info = {
      id,
      name,
      encoding: table.encoding,
      delimiter: table.delimiter,
      columns: table.columns,
      addressColumn,
      rows: states.length,
      valid: count(ROW_STATE.valid),
      blank: count(ROW_STATE.blank),
      duplicates: count(ROW_STATE.duplicate),
      suppressed: count(ROW_STATE.suppressed),
      problems: count(ROW_STATE.unreadable) + count(ROW_STATE.badAddress),
      problemList,
    }
    return new RecipientList({
      info: { ...info, advice: listAdvice(info) },
      format: { encoding: table.encoding, bom: table.bom, delimiter: table.delimiter },
      file: writer.file,
      offsets: await writer.finish(),
      lines: lines.finish(),
      states: states.finish(),
    })
  } catch (error) {
    await writer.file.close()
    throw error
  }
}

/** The same octets; tells how many went by once asked to, since the file is read several times. */
function watched(
  source: ByteSource,
  size: number,
  { signal, progress }: Watcher,
): { readonly bytes: ByteSource; readonly tell: () => void } {
  let isTelling = false
  return {
    tell: () => {
      isTelling = true
    },
    bytes: async function* read() {
      let done = 0
      for await (const chunk of source()) {
        signal.throwIfAborted()
        yield chunk
        done += chunk.length
        if (isTelling) progress(done, size)
      }
    },
  }
}
