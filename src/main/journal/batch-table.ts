/** What is kept once per batch: its description, its state, its sums, its attachments. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import {
  BATCH_CAUSES,
  type BatchCause,
  type BatchState,
  type BatchTotals,
  type RowState,
} from '../../shared/batch-types.ts'
import {
  isTextList,
  readInteger,
  readIntegerOrNull,
  readJson,
  readText,
  readTextOrNull,
  readWord,
  readWordOrNull,
  type SqlRow,
} from './columns.ts'
import { damaged, StateConflictError, unknownBatch } from './errors.ts'
import type { BatchInfo, BatchReason, FrozenAttachment } from './journal.ts'

const BATCH_STATES: readonly BatchState[] = ['ready', 'running', 'paused', 'finished', 'cancelled']

/** A batch as statements and messages need it. */
export interface BatchRef {
  readonly key: number
  readonly id: string
}

export class BatchTable {
  readonly #file: string
  readonly #known = new Map<string, BatchRef>()
  readonly #list: StatementSync
  readonly #one: StatementSync
  readonly #tally: StatementSync
  readonly #attachment: StatementSync
  readonly #setState: StatementSync
  readonly #cancelled: StatementSync
  readonly #setSettings: StatementSync
  readonly #reopen: StatementSync

  constructor(db: DatabaseSync, file: string) {
    this.#file = file
    this.#list = db.prepare("SELECT * FROM batch WHERE state <> 'importing' ORDER BY key")
    this.#one = db.prepare("SELECT * FROM batch WHERE id = ? AND state <> 'importing'")
    this.#tally = db.prepare('SELECT state, rows FROM tally WHERE batch = ?')
    this.#attachment = db.prepare('SELECT path, size, sha256 FROM attachment WHERE batch = ? AND path = ?')
    this.#setState = db.prepare(
      `UPDATE batch SET state = :state, reason = :reason, cause = :cause,
         started_at = CASE :state WHEN 'running' THEN coalesce(started_at, :at) ELSE started_at END,
         ended_at = CASE :state WHEN 'running' THEN NULL ELSE :at END
       WHERE key = :key`,
    )
    this.#reopen = db.prepare(
      "UPDATE batch SET state = 'paused', reason = ?, cause = ? WHERE key = ? AND state = 'finished'",
    )
    this.#setSettings = db.prepare('UPDATE batch SET settings = ? WHERE key = ?')
    this.#cancelled = db.prepare("SELECT 1 FROM batch WHERE key = ? AND state = 'cancelled'")
  }

  list(): readonly BatchInfo[] {
    return this.#list.all().map((record) => this.#decode(record))
  }

  info(id: string): BatchInfo {
    return this.#decode(this.#record(id))
  }

  ref(id: string): BatchRef {
    const known = this.#known.get(id)
    if (known) return known
    const ref = { key: readInteger(this.#record(id), 'key'), id }
    this.#known.set(id, ref)
    return ref
  }

  totals({ key }: BatchRef): BatchTotals {
    const records = this.#tally.all(key)
    const rows = records.map((record) => [readText(record, 'state'), readInteger(record, 'rows')] as const)
    const counts = new Map(rows)
    const count = (state: RowState): number => counts.get(state) ?? 0
    return {
      rows: rows.reduce((sum, [, number]) => sum + number, 0),
      accepted: count('accepted'),
      failed: count('failed'),
      deferred: count('deferred'),
      uncertain: count('uncertain'),
      skipped: count('skipped'),
      pending: count('queued') + count('attempting'),
    }
  }

  attachment({ key }: BatchRef, path: string): FrozenAttachment | undefined {
    const record = this.#attachment.get(key, path)
    return record && { path, size: readInteger(record, 'size'), sha256: readText(record, 'sha256') }
  }

  isCancelled({ key }: BatchRef): boolean {
    return this.#cancelled.get(key) !== undefined
  }

  /** A batch is finished only while nothing waits in it. */
  reopen({ key }: BatchRef): void {
    const cause: BatchCause = 'requeued'
    this.#reopen.run('Rows were queued again.', cause, key)
  }

  setState(ref: BatchRef, state: BatchState, at: number, why: BatchReason | null): void {
    if (state !== 'cancelled' && this.isCancelled(ref)) {
      if (state !== 'running') return
      throw new StateConflictError(`Batch ${ref.id} is cancelled: start a new one.`)
    }
    if (state === 'finished') {
      const { pending, deferred } = this.totals(ref)
      if (pending + deferred > 0) {
        throw new StateConflictError(
          `Batch ${ref.id} is not finished: ${pending + deferred} rows still wait.`,
        )
      }
    }
    this.#setState.run({
      ...{ key: ref.key, state, at },
      reason: why?.reason ?? null,
      cause: why?.cause ?? null,
    })
  }

  setSettings({ key }: BatchRef, settings: string): void {
    this.#setSettings.run(settings, key)
  }

  #record(id: string): SqlRow {
    const record = this.#one.get(id)
    if (!record) throw unknownBatch(id, this.#file)
    return record
  }

  #decode(record: SqlRow): BatchInfo {
    const id = readText(record, 'id')
    try {
      return {
        id,
        name: readText(record, 'name'),
        createdAt: readInteger(record, 'created_at'),
        columns: readJson(record, 'columns', isTextList),
        template: readText(record, 'template'),
        settings: readText(record, 'settings'),
        csvName: readText(record, 'csv_name'),
        state: readWord(record, 'state', BATCH_STATES),
        reason: readTextOrNull(record, 'reason'),
        cause: readWordOrNull(record, 'cause', BATCH_CAUSES),
        startedAt: readIntegerOrNull(record, 'started_at'),
        endedAt: readIntegerOrNull(record, 'ended_at'),
      }
    } catch (error) {
      throw damaged(`Batch ${id}`, this.#file, {}, error)
    }
  }
}
