/** A list that has been read: any page, any order, any search, without its rows in memory. */
import type { FileHandle } from 'node:fs/promises'
import { InputError } from '../../shared/errors.ts'
import type { ListInfo, ListPage, ListQuery, ListRow } from '../../shared/list-types.ts'
import type { CsvEntry, RowTable } from '../csv/table.ts'
import { fold } from './fold.ts'
import { GrowingArray } from './growing-array.ts'
import { parseStoredRow, type StoredRow } from './list-file.ts'
import { ROW_STATE, stateName } from './row-states.ts'
import { sortedRows } from './sorted-rows.ts'

/** What is kept of a list in memory: 13 octets a row. */
export interface ListParts {
  readonly info: ListInfo
  readonly file: FileHandle
  readonly offsets: Float64Array
  readonly lines: Uint32Array
  readonly states: Uint8Array
}

/** Someone who waits for a long look. */
export interface Watcher {
  readonly signal: AbortSignal
  /** Rows so far. */
  readonly progress: (done: number, total: number) => void
}

/** Octets read at a time. */
const BLOCK = 1024 * 1024

/** Like the pieces of a CSV: the rows of one portion are garbage before the next. */
const PORTION = 500

export class RecipientList {
  readonly info: ListInfo
  readonly #parts: ListParts
  /** The latest answers, since a grid asks for page after page of one. */
  #found: { readonly key: string; readonly rows: Uint32Array } | null = null
  #sorted: { readonly key: string; readonly rows: Uint32Array } | null = null

  constructor(parts: ListParts) {
    this.info = parts.info
    this.#parts = parts
  }

  close(): Promise<void> {
    return this.#parts.file.close()
  }

  /** Throws InputError `unknown-row`. */
  async row(number: number): Promise<ListRow> {
    const [row] = number > this.info.rows ? [] : await this.#read(number - 1, number)
    if (row) return this.#listRow(number - 1, row)
    throw new InputError(
      'unknown-row',
      `${this.info.name} has ${this.info.rows} rows, so there is no row ${number}: choose another one.`,
      { row: number },
    )
  }

  /** Of a row that exists. */
  isReadable(number: number): boolean {
    return this.#parts.states[number - 1] !== ROW_STATE.unreadable
  }

  async page(query: ListQuery): Promise<ListPage> {
    const { offset, limit } = query
    const all = await this.#matching(query)
    if (!all) {
      const end = Math.min(offset + limit, this.info.rows)
      const rows = offset < end ? await this.#read(offset, end) : []
      return { total: this.info.rows, rows: rows.map((row, index) => this.#listRow(offset + index, row)) }
    }
    const rows: ListRow[] = []
    for (const index of all.subarray(offset, offset + limit)) rows.push(await this.row(index + 1))
    return { total: all.length, rows }
  }

  /** The same rows as a table, so that what was shown is what is sent. */
  table(watcher?: Watcher): RowTable {
    const entries = { [Symbol.asyncIterator]: () => this.#entries(watcher) }
    return { columns: this.info.columns, entries }
  }

  async *#entries(watcher?: Watcher): AsyncGenerator<readonly CsvEntry[]> {
    const { lines } = this.#parts
    for await (const [start, block] of this.#blocks()) {
      for (let from = 0; from < block.length; from += PORTION) {
        watcher?.signal.throwIfAborted()
        const portion = block.slice(from, from + PORTION)
        yield portion.map((text, index) => {
          const number = start + from + index + 1
          const { cells, problem } = parseStoredRow(text)
          const row = { number, line: lines[number - 1] ?? 0, cells }
          return problem ? { kind: 'problem-row', row, problem } : { kind: 'row', row }
        })
        watcher?.progress(start + from + portion.length, this.info.rows)
        // Whoever cancels, or asks for a page meanwhile, gets a turn.
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
  }

  /** Null means all rows as they are in the file. */
  async #matching(query: ListQuery): Promise<Uint32Array | null> {
    const { states, search, sort } = query
    const isAll = states === null && search === ''
    if (isAll && sort === null) return null
    const key = JSON.stringify([states, search])
    if (!isAll && this.#found?.key !== key) this.#found = { key, rows: await this.#find(query) }
    const found = isAll ? null : (this.#found?.rows ?? null)
    if (sort === null) return found
    const order = await this.#order(sort)
    if (!found) return order
    const wanted = new Uint8Array(this.info.rows)
    for (const row of found) wanted[row] = 1
    return order.filter((row) => wanted[row] === 1)
  }

  async #find({ states, search }: ListQuery): Promise<Uint32Array> {
    const wanted = states && new Set(states)
    const needle = fold(search)
    const escaped = fold(JSON.stringify(search).slice(1, -1))
    const found = new GrowingArray((length) => new Uint32Array(length))
    const isWanted = (row: number): boolean =>
      wanted === null || wanted.has(stateName(this.#parts.states[row]))
    if (needle === '') {
      for (let row = 0; row < this.info.rows; row++) if (isWanted(row)) found.push(row)
      return found.finish()
    }
    for await (const [start, block] of this.#blocks()) {
      for (const [index, text] of block.entries()) {
        if (!isWanted(start + index) || !fold(text).includes(escaped)) continue
        if (parseStoredRow(text).cells.some((cell) => fold(cell).includes(needle))) found.push(start + index)
      }
    }
    return found.finish()
  }

  async #order({ column, descending }: NonNullable<ListQuery['sort']>): Promise<Uint32Array> {
    const index = this.info.columns.indexOf(column)
    if (index < 0)
      throw new InputError('unknown-field', `The list has no column "${column}": choose another one.`, {
        field: column,
      })
    const key = JSON.stringify([column, descending])
    if (this.#sorted?.key === key) return this.#sorted.rows
    const keys: string[] = []
    for await (const [, block] of this.#blocks())
      for (const text of block) keys.push(fold(parseStoredRow(text).cells[index] ?? ''))
    this.#sorted = { key, rows: sortedRows(keys, descending) }
    return this.#sorted.rows
  }

  /** All lines in the order of the file: the index of the first row, and the lines of a block. */
  async *#blocks(): AsyncGenerator<readonly [number, readonly string[]]> {
    const { offsets } = this.#parts
    for (let start = 0; start < this.info.rows; ) {
      let end = start + 1
      while (end < this.info.rows && (offsets[end + 1] ?? 0) - (offsets[start] ?? 0) <= BLOCK) end++
      yield [start, await this.#lines(start, end)]
      start = end
    }
  }

  async #read(start: number, end: number): Promise<readonly StoredRow[]> {
    return (await this.#lines(start, end)).map(parseStoredRow)
  }

  async #lines(start: number, end: number): Promise<readonly string[]> {
    const { file, offsets } = this.#parts
    const from = offsets[start] ?? 0
    // Without the last line end.
    const length = (offsets[end] ?? 0) - from - 1
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, from)
    return buffer.toString('utf8', 0, bytesRead).split('\n')
  }

  #listRow(index: number, { cells, text }: StoredRow): ListRow {
    const { lines, states } = this.#parts
    return { number: index + 1, line: lines[index] ?? 0, cells, state: stateName(states[index]), text }
  }
}
