/** What the user decides about many rows at once: again, taken as sent, not at all. */
import type { RowState } from '../../shared/batch-types.ts'
import type { RecipientResult } from '../../shared/mail-types.ts'
import type { BatchRef, BatchTable } from './batch-table.ts'
import type { GroupCommit } from './group-commit.ts'
import type { RowReads } from './row-reads.ts'
import type { RowWrites } from './row-writes.ts'

/** Rows per transaction: a whole batch may move, and nobody else should wait for that. */
const PORTION = 10_000

type Numbers = readonly number[]
type Move = (ref: BatchRef, numbers: Numbers) => number

export class RowMoves {
  readonly #commits: GroupCommit
  readonly #batches: BatchTable
  readonly #reads: RowReads
  readonly #writes: RowWrites

  constructor(commits: GroupCommit, batches: BatchTable, reads: RowReads, writes: RowWrites) {
    this.#commits = commits
    this.#batches = batches
    this.#reads = reads
    this.#writes = writes
  }

  requeue(batchId: string, from: 'failed' | 'uncertain', numbers?: Numbers): Promise<number> {
    return this.#move(batchId, from, numbers, (ref, portion) => {
      const moved = this.#writes.requeue(ref, from, portion)
      if (moved > 0) this.#batches.reopen(ref)
      return moved
    })
  }

  takeAsSent(batchId: string, at: number, numbers?: Numbers): Promise<number> {
    return this.#move(batchId, 'uncertain', numbers, (ref, portion) => {
      const rows = portion.map((number) => this.#reads.row(ref, number))
      const uncertain = rows.filter(({ state }) => state === 'uncertain')
      for (const { number, recipients } of uncertain) {
        const settled = recipients.map(asSent)
        const state = settled.some((recipient) => recipient.state === 'failed') ? 'failed' : 'accepted'
        this.#writes.takeAsSent(ref, number, state, JSON.stringify(settled), at)
      }
      return uncertain.length
    })
  }

  async skipWaiting(batchId: string, at: number, reason: string): Promise<number> {
    const skip: Move = (ref, portion) => this.#writes.skip(ref, portion, at, reason)
    const queued = await this.#move(batchId, 'queued', undefined, skip)
    return queued + (await this.#move(batchId, 'deferred', undefined, skip))
  }

  /** Moves the rows in the state, all or those given, portion by portion; returns how many it moved. */
  async #move(batchId: string, from: RowState, given: Numbers | undefined, move: Move): Promise<number> {
    let moved = 0
    for (let after = 0, start = 0; ; start += PORTION) {
      const portion = await this.#commits.write(() => {
        const ref = this.#batches.ref(batchId)
        const numbers = given?.slice(start, start + PORTION) ?? this.#reads.numbers(ref, from, after, PORTION)
        return { size: numbers.length, last: numbers.at(-1), moved: move(ref, numbers) }
      })
      moved += portion.moved
      after = portion.last ?? after
      if (portion.size < PORTION) return moved
    }
  }
}

/** What the user takes as sent went to everybody the server had not refused. */
function asSent(recipient: RecipientResult): RecipientResult {
  return recipient.state === 'failed' ? recipient : { ...recipient, state: 'accepted' }
}
