/**
 * The rows of a list on the disk, one line each: the cells as a JSON array and, where the row is not valid,
 * a tab and why as JSON. The file has no name any more once it is open, so that nothing of it outlives the
 * program.
 */
import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CsvProblem } from '../../shared/batch-types.ts'
import { GrowingArray } from './growing-array.ts'

/** Octets collected before they are written. */
const BLOCK = 1024 * 1024

/** What a line holds. */
export interface StoredRow {
  readonly cells: readonly string[]
  readonly text: string | null
  /** Null for a row that could be read. */
  readonly problem: CsvProblem | null
}

export class ListFileWriter {
  readonly file: FileHandle
  readonly #offsets = new GrowingArray((length) => new Float64Array(length))
  #waiting: string[] = []
  #waitingSize = 0
  #size = 0

  private constructor(file: FileHandle) {
    this.file = file
  }

  static async create(folder: string): Promise<ListFileWriter> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, `${randomUUID()}.rows`)
    const file = await open(path, 'wx+', 0o600)
    await rm(path, { force: true })
    return new ListFileWriter(file)
  }

  /** A promise only when a block is full. */
  add(cells: readonly string[], why: CsvProblem | string | null): Promise<void> | undefined {
    const line = `${JSON.stringify(cells)}${why === null ? '' : `\t${JSON.stringify(why)}`}\n`
    this.#offsets.push(this.#size)
    const size = Buffer.byteLength(line)
    this.#size += size
    this.#waiting.push(line)
    this.#waitingSize += size
    return this.#waitingSize < BLOCK ? undefined : this.#flush()
  }

  /** Where each line begins, and where the last one ends. */
  async finish(): Promise<Float64Array> {
    await this.#flush()
    this.#offsets.push(this.#size)
    return this.#offsets.finish()
  }

  async #flush(): Promise<void> {
    const block = this.#waiting.join('')
    this.#waiting = []
    this.#waitingSize = 0
    if (block !== '') await this.file.writeFile(block)
  }
}

export function parseStoredRow(line: string): StoredRow {
  const tab = line.indexOf('\t')
  const cells: readonly string[] = JSON.parse(tab < 0 ? line : line.slice(0, tab))
  if (tab < 0) return { cells, text: null, problem: null }
  const why: string | CsvProblem = JSON.parse(line.slice(tab + 1))
  return typeof why === 'string'
    ? { cells, text: why, problem: null }
    : { cells, text: why.message, problem: why }
}
