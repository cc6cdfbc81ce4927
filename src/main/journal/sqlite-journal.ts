/** The journal over `node:sqlite`. Opened by `openJournal`, which sees to the file. */
import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { BatchState, BatchTotals } from '../../shared/batch-types.ts'
import { EnvironmentError } from '../../shared/errors.ts'
import { ImportStatements, SqliteImport } from './batch-import.ts'
import { BatchRemoval } from './batch-removal.ts'
import { type BatchRef, BatchTable } from './batch-table.ts'
import { closedError, journalError } from './errors.ts'
import { holdLock } from './file-lock.ts'
import { GroupCommit } from './group-commit.ts'
import type {
  BatchImport,
  BatchInfo,
  BatchReason,
  ClaimedRow,
  FrozenAttachment,
  Journal,
  JournalRow,
  NewBatch,
  RowFilter,
  RowOutcome,
  RowStamp,
  SendKey,
} from './journal.ts'
import { RowMoves } from './row-moves.ts'
import { RowReads } from './row-reads.ts'
import { RowWrites } from './row-writes.ts'
import { SendHistoryTable } from './send-history.ts'
import type { SuppressionStore } from './suppression.ts'
import { SuppressionTable } from './suppression-table.ts'

export class SqliteJournal implements Journal {
  readonly suppression: SuppressionStore
  readonly sends: SendHistoryTable
  readonly #db: DatabaseSync
  readonly #file: string
  readonly #commits: GroupCommit
  readonly #batches: BatchTable
  readonly #reads: RowReads
  readonly #writes: RowWrites
  readonly #moves: RowMoves
  readonly #imports: ImportStatements
  readonly #removal: BatchRemoval
  readonly #unlocks = new Set<() => void>()

  /** `db` is open, migrated, and from now on this object's own. */
  constructor(db: DatabaseSync, file: string) {
    this.#db = db
    this.#file = file
    this.#commits = new GroupCommit(db, file)
    this.#batches = new BatchTable(db, file)
    this.#reads = new RowReads(db, file)
    this.#writes = new RowWrites(db)
    this.#moves = new RowMoves(this.#commits, this.#batches, this.#reads, this.#writes)
    this.#imports = new ImportStatements(db)
    this.#removal = new BatchRemoval(db, this.#commits)
    this.suppression = new SuppressionTable(db, this.#commits, (work) => this.#read(work))
    this.sends = new SendHistoryTable(
      db,
      this.#commits,
      (work) => this.#read(work),
      (account) => this.#hold(`account-${createHash('sha256').update(account).digest('hex').slice(0, 16)}`),
    )
    this.#removal.removeLeftovers((key) => this.#hold(`batch-${key}`))
  }

  beginImport(batch: NewBatch): BatchImport {
    let unlock: (() => void) | undefined
    try {
      const key = this.#commits.writeNow(() => {
        const created = this.#imports.create(batch)
        // Held before anybody can see it: whoever opens the journal removes the imports that nobody holds.
        unlock = this.#hold(`batch-${created}`)
        return created
      })
      return new SqliteImport(key, this.#imports, this.#commits, this.#removal, () => unlock?.())
    } catch (error) {
      unlock?.()
      throw error
    }
  }

  batches(): readonly BatchInfo[] {
    return this.#read(() => this.#batches.list())
  }

  batch(batchId: string): BatchInfo {
    return this.#read(() => this.#batches.info(batchId))
  }

  isCancelled(batchId: string): boolean {
    return this.#read(() => this.#batches.isCancelled(this.#batches.ref(batchId)))
  }

  totals(batchId: string): BatchTotals {
    return this.#read(() => this.#batches.totals(this.#batches.ref(batchId)))
  }

  row(batchId: string, number: number): JournalRow {
    return this.#read(() => this.#reads.row(this.#batches.ref(batchId), number))
  }

  rows(batchId: string, filter: RowFilter = {}): IterableIterator<JournalRow> {
    return this.#pages(this.#ref(batchId), filter)
  }

  attachment(batchId: string, path: string): FrozenAttachment | undefined {
    return this.#read(() => this.#batches.attachment(this.#batches.ref(batchId), path))
  }

  nextDue(batchId: string): number | null {
    return this.#read(() => this.#reads.nextDue(this.#batches.ref(batchId)))
  }

  setState(batchId: string, state: BatchState, at: number, why?: BatchReason): Promise<void> {
    return this.#write(batchId, (ref) => this.#batches.setState(ref, state, at, why ?? null))
  }

  setSettings(batchId: string, settings: string): Promise<void> {
    return this.#write(batchId, (ref) => this.#batches.setSettings(ref, settings))
  }

  claim(batchId: string, count: number, now: number): Promise<readonly ClaimedRow[]> {
    return this.#write(batchId, (ref) => {
      if (count < 1 || this.#batches.isCancelled(ref)) return []
      const rows = this.#reads.candidates(ref, count, now)
      this.#writes.claim(ref, rows)
      return rows.map(claimed)
    })
  }

  stamp(batchId: string, number: number, stamp: RowStamp): Promise<void> {
    return this.#write(batchId, (ref) => this.#writes.stamp(ref, number, stamp))
  }

  markBodySent(batchId: string, number: number, at: number, key?: SendKey): Promise<void> {
    return this.#write(batchId, (ref) => {
      this.#writes.markBodySent(ref, number, at)
      if (key) this.sends.add(key, at)
    })
  }

  settle(batchId: string, number: number, outcome: RowOutcome): Promise<void> {
    return this.#write(batchId, (ref) => this.#writes.settle(ref, number, outcome))
  }

  release(batchId: string, numbers: readonly number[]): Promise<number> {
    return this.#write(batchId, (ref) => this.#writes.release(ref, numbers))
  }

  recover(batchId: string, at: number): Promise<{ requeued: number; uncertain: number }> {
    return this.#write(batchId, (ref) => this.#writes.recover(ref, at))
  }

  resolveUncertain(
    batchId: string,
    decision: 'resend' | 'sent',
    at: number,
    numbers?: readonly number[],
  ): Promise<number> {
    return decision === 'resend'
      ? this.#moves.requeue(batchId, 'uncertain', numbers)
      : this.#moves.takeAsSent(batchId, at, numbers)
  }

  requeueFailed(batchId: string, numbers?: readonly number[]): Promise<number> {
    return this.#moves.requeue(batchId, 'failed', numbers)
  }

  async cancel(batchId: string, at: number, reason: string): Promise<number> {
    await this.setState(batchId, 'cancelled', at, { reason, cause: 'cancelled' })
    return this.#moves.skipWaiting(batchId, at, reason)
  }

  lock(batchId: string): () => void {
    const unlock = this.#hold(`batch-${this.#ref(batchId).key}`)
    if (unlock) return unlock
    throw new EnvironmentError(
      'batch-running',
      `Batch ${batchId} is being worked on by another window or program: wait until it is done there.`,
      { file: this.#file },
    )
  }

  close(): void {
    if (!this.#db.isOpen) return
    this.#commits.close()
    for (const unlock of this.#unlocks) unlock()
    this.#db.close()
  }

  *#pages(ref: BatchRef, filter: RowFilter): Generator<JournalRow> {
    for (let after = filter.after ?? 0; ; ) {
      const page = this.#read(() => this.#reads.page(ref, filter, after))
      yield* page
      const last = page.at(-1)
      if (!last) return
      after = last.number
    }
  }

  /** Takes the lock, or undefined when somebody has it. */
  #hold(name: string): (() => void) | undefined {
    const unlock = this.#read(() => holdLock(`${this.#file}-${name}.lock`, 0))
    if (!unlock) return undefined
    const release = (): void => {
      unlock()
      this.#unlocks.delete(release)
    }
    this.#unlocks.add(release)
    return release
  }

  #ref(batchId: string): BatchRef {
    return this.#read(() => this.#batches.ref(batchId))
  }

  #write<T>(batchId: string, work: (ref: BatchRef) => T): Promise<T> {
    return this.#commits.write(() => work(this.#batches.ref(batchId)))
  }

  #read<T>(work: () => T): T {
    if (!this.#db.isOpen) throw closedError(this.#file)
    try {
      return work()
    } catch (error) {
      throw journalError(error, this.#file)
    }
  }
}

function claimed(row: JournalRow): ClaimedRow {
  return { ...row, state: 'attempting', attempts: row.attempts + 1, bodySentAt: null, nextAttemptAt: null }
}
