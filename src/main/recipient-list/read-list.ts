/** Reads a whole CSV or sheet into a list: once to know the columns, once for the rows. */
import { stat } from 'node:fs/promises'
import type { CsvProblem } from '../../shared/batch-types.ts'
import type { ListOptions } from '../../shared/list-types.ts'
import type { Suppression } from '../batch/ports.ts'
import { diskTable } from '../platform/disk-files.ts'
import { openTable, type TableFile, type TableOptions } from '../xlsx/open-table.ts'
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

/** Progress is in octets of the file, or in rows where they are counted. Throws what `openTable` throws, and `unknown-field`. */
export async function readList(
  { id, path, name, options }: ListSource,
  folder: string,
  suppression: Suppression,
  watcher: Watcher,
): Promise<RecipientList> {
  const { size } = await stat(path)
  const source = watched(diskTable(path), watcher)
  const table = await openTable(source.file, name, tableOptions(options))
  const tell = (octets: number): void =>
    table.rows === null ? watcher.progress(octets, size) : watcher.progress(states.length, table.rows)
  const addressColumn = await findAddressColumn(table, options.addressColumn)
  const judge = new RowJudge(table.columns.indexOf(addressColumn), suppression)
  const lines = new GrowingArray((length) => new Uint32Array(length))
  const states = new GrowingArray((length) => new Uint8Array(length))
  const counts = [0, 0, 0, 0, 0, 0]
  const problemList: CsvProblem[] = []
  const writer = await ListFileWriter.create(folder)
  try {
    source.tell(tell)
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
      format: table.format,
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

function tableOptions({ encoding, delimiter, sheet, locale }: ListOptions): TableOptions {
  return {
    ...(encoding === null ? {} : { encoding }),
    ...(delimiter === null ? {} : { delimiter }),
    ...(sheet === null ? {} : { sheet }),
    ...(locale === null ? {} : { locale }),
  }
}

/** The same octets; tells how many went by once asked to, since the file is read several times. */
function watched(
  { bytes, access }: TableFile,
  { signal }: Watcher,
): { readonly file: TableFile; readonly tell: (told: (octets: number) => void) => void } {
  let told: ((octets: number) => void) | null = null
  return {
    tell: (listener) => {
      told = listener
    },
    file: {
      bytes: async function* read() {
        let done = 0
        for await (const chunk of bytes()) {
          signal.throwIfAborted()
          yield chunk
          done += chunk.length
          told?.(done)
        }
      },
      access: async () => {
        const opened = await access()
        let done = 0
        return {
          ...opened,
          read: async (position, length) => {
            signal.throwIfAborted()
            const octets = await opened.read(position, length)
            done += octets.length
            told?.(done)
            return octets
          },
        }
      },
    },
  }
}
