/** Finds rows: one, page by page, those that may be sent now. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { RowState } from '../../shared/batch-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { BatchRef } from './batch-table.ts'
import { readInteger, readIntegerOrNull, type SqlRow } from './columns.ts'
import { damaged } from './errors.ts'
import type { JournalRow, RowFilter } from './journal.ts'
import { decodeRow } from './row-codec.ts'

/** Small enough that rows with cells of a megabyte stay in memory, large enough to be fast. */
const PAGE = 200

export class RowReads {
  readonly #file: string
  readonly #one: StatementSync
  readonly #page: StatementSync
  readonly #pageOfState: StatementSync
  readonly #pageOfStates: StatementSync
  readonly #numbers: StatementSync
  readonly #due: StatementSync
  readonly #queued: StatementSync
  readonly #nextDue: StatementSync

  constructor(db: DatabaseSync, file: string) {
    this.#file = file
    this.#one = db.prepare('SELECT * FROM row WHERE batch = ? AND number = ?')
    const page = 'SELECT * FROM row WHERE batch = ? AND number > ?'
    this.#page = db.prepare(`${page} ORDER BY number LIMIT ${PAGE}`)
    this.#pageOfState = db.prepare(`${page} AND state = ? ORDER BY number LIMIT ${PAGE}`)
    // The plus keeps SQLite from sorting every row of the states for each page.
    this.#pageOfStates = db.prepare(
      `${page} AND +state IN (SELECT value FROM json_each(?)) ORDER BY number LIMIT ${PAGE}`,
    )
    this.#numbers = db.prepare(
      'SELECT number FROM row WHERE batch = ? AND state = ? AND number > ? ORDER BY number LIMIT ?',
    )
    this.#due = db.prepare(
      `SELECT * FROM row WHERE batch = ? AND state = 'deferred' AND next_attempt_at <= ?
       ORDER BY next_attempt_at, number LIMIT ?`,
    )
    this.#queued = db.prepare(
      "SELECT * FROM row WHERE batch = ? AND state = 'queued' ORDER BY number LIMIT ?",
    )
    this.#nextDue = db.prepare(
      "SELECT min(next_attempt_at) AS at FROM row WHERE batch = ? AND state = 'deferred'",
    )
  }

  row(ref: BatchRef, number: number): JournalRow {
    const record = this.#one.get(ref.key, number)
    if (record) return this.#decode(ref, record)
    throw new InputError('unknown-row', `Batch ${ref.id} has no row ${number}.`, { row: number })
  }

  page(ref: BatchRef, { states }: RowFilter, after: number): readonly JournalRow[] {
    return this.#records(ref, states, after).map((record) => this.#decode(ref, record))
  }

  /** At most `limit` numbers above `after` of rows in the state, ascending. */
  numbers(ref: BatchRef, state: RowState, after: number, limit: number): readonly number[] {
    return this.#numbers.all(ref.key, state, after, limit).map((record) => readInteger(record, 'number'))
  }

  /** Rows that may be claimed now, in the order of their turn. */
  candidates(ref: BatchRef, count: number, now: number): readonly JournalRow[] {
    const due = this.#due.all(ref.key, now, count)
    const queued = due.length < count ? this.#queued.all(ref.key, count - due.length) : []
    return [...due, ...queued].map((record) => this.#decode(ref, record))
  }

  nextDue({ key }: BatchRef): number | null {
    const record = this.#nextDue.get(key)
    return record ? readIntegerOrNull(record, 'at') : null
  }

  #records({ key }: BatchRef, states: RowFilter['states'], after: number): readonly SqlRow[] {
    if (!states) return this.#page.all(key, after)
    const [first, ...others] = states
    if (first === undefined) return []
    if (others.length === 0) return this.#pageOfState.all(key, after, first)
    return this.#pageOfStates.all(key, after, JSON.stringify(states))
  }

  #decode(ref: BatchRef, record: SqlRow): JournalRow {
    try {
      return decodeRow(record)
    } catch (error) {
      const number = Number(record.number)
      throw damaged(`Row ${number} of batch ${ref.id}`, this.#file, { row: number }, error)
    }
  }
}
