/** Pages of the rows of a batch, for a grid. */
import type { BatchRow } from '../../shared/batch-types.ts'
import type { Journal } from '../journal/journal.ts'
import { fold } from '../recipient-list/fold.ts'
import type { BatchRowsQuery } from './protocol.ts'

/** Milliseconds for which the rows found are taken to be those there are, while a batch goes on. */
const STAYS = 3_000

/** Rows looked at before others get a turn. */
const PORTION = 2_000

export class BatchRows {
  readonly #journal: () => Journal
  readonly #now: () => number
  /** The latest search, since a grid asks for page after page of one. */
  #found: { readonly key: string; readonly at: number; readonly rows: Uint32Array } | null = null

  constructor(journal: () => Journal, now: () => number) {
    this.#journal = journal
    this.#now = now
  }

  async page(
    batchId: string,
    query: BatchRowsQuery,
  ): Promise<{ readonly total: number; readonly rows: readonly BatchRow[] }> {
    const { states, search, offset, limit } = query
    const journal = this.#journal()
    if (states === null && search === '') {
      const rows: BatchRow[] = []
      // Rows of a batch are numbered from 1 without a gap.
      for (const row of journal.rows(batchId, { after: offset })) {
        if (rows.length === limit) break
        rows.push(row)
      }
      return { total: journal.totals(batchId).rows, rows }
    }
    const found = await this.#matching(batchId, query)
    const rows = Array.from(found.subarray(offset, offset + limit), (number) => journal.row(batchId, number))
    return { total: found.length, rows }
  }

  async #matching(batchId: string, { states, search }: BatchRowsQuery): Promise<Uint32Array> {
    const journal = this.#journal()
    const key = JSON.stringify([batchId, states, search, journal.totals(batchId)])
    const now = this.#now()
    if (this.#found?.key === key && now - this.#found.at < STAYS) return this.#found.rows
    const needle = fold(search)
    const found: number[] = []
    let seen = 0
    for (const row of journal.rows(batchId, states === null ? {} : { states })) {
      const isMatch = needle === '' || [row.address, ...row.cells].some((text) => fold(text).includes(needle))
      if (isMatch) found.push(row.number)
      if (++seen % PORTION === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    this.#found = { key, at: now, rows: Uint32Array.from(found) }
    return this.#found.rows
  }
}
