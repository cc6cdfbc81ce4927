/** Moves rows from state to state, each by one update that checks the state it starts from. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { BatchRef } from './batch-table.ts'
import { StateConflictError } from './errors.ts'
import type { JournalRow, RowOutcome, RowStamp } from './journal.ts'

const INTERRUPTED = 'Mailwright stopped before the server had answered; the message may have been delivered.'
const THESE = 'batch = :batch AND number IN (SELECT value FROM json_each(:numbers))'
/** Numbered, because binding by name costs as much as the update, and these run for every message. */
const THIS = "batch = ?1 AND number = ?2 AND state = 'attempting'"

type Numbers = readonly number[]

export class RowWrites {
  readonly #claimDue: StatementSync
  readonly #claimQueued: StatementSync
  readonly #stamp: StatementSync
  readonly #mark: StatementSync
  readonly #settle: StatementSync
  readonly #release: StatementSync
  readonly #requeueUnsent: StatementSync
  readonly #interrupt: StatementSync
  readonly #requeue: StatementSync
  readonly #skip: StatementSync
  readonly #takeAsSent: StatementSync

  constructor(db: DatabaseSync) {
    // next_attempt_at stays until the row is settled: release needs it.
    const claim = "UPDATE row SET state = 'attempting', attempts = attempts + 1, body_sent_at = NULL"
    this.#claimDue = db.prepare(`${claim} WHERE ${THESE} AND state = 'deferred'`)
    this.#claimQueued = db.prepare(`${claim} WHERE batch = ?1 AND state = 'queued' AND number <= ?2`)
    this.#stamp = db.prepare(
      `UPDATE row SET message_id = ?3, date = ?4, content_hash = ?5
       WHERE ${THIS} AND coalesce(message_id, ?3) = ?3 AND coalesce(date, ?4) = ?4`,
    )
    this.#mark = db.prepare(`UPDATE row SET body_sent_at = ?3 WHERE ${THIS} AND message_id IS NOT NULL`)
    this.#settle = db.prepare(
      `UPDATE row SET state = ?3, code = ?4, enhanced = ?5, text = ?6, recipients = ?7, queue_id = ?8,
         settled_at = ?9, next_attempt_at = ?10 WHERE ${THIS}`,
    )
    this.#release = db.prepare(
      `UPDATE row SET attempts = attempts - 1,
         state = CASE WHEN next_attempt_at IS NULL THEN 'queued' ELSE 'deferred' END
       WHERE ${THESE} AND state = 'attempting' AND body_sent_at IS NULL`,
    )
    this.#requeueUnsent = db.prepare(
      `UPDATE row SET state = 'queued', next_attempt_at = NULL
       WHERE batch = ? AND state = 'attempting' AND body_sent_at IS NULL`,
    )
    this.#interrupt = db.prepare(
      `UPDATE row SET state = 'uncertain', code = NULL, enhanced = NULL, text = ?, queue_id = NULL,
         settled_at = ?, next_attempt_at = NULL
       WHERE batch = ? AND state = 'attempting' AND body_sent_at IS NOT NULL`,
    )
    // Recipients with a final result are not asked again, so those that failed must lose it.
    this.#requeue = db.prepare(
      `UPDATE row SET state = 'queued', recipients = CASE :from WHEN 'failed' THEN (
           SELECT json_group_array(json(value)) FROM json_each(recipients) WHERE value ->> 'state' <> 'failed'
         ) ELSE recipients END
       WHERE ${THESE} AND state = :from AND attempts > 0`,
    )
    this.#skip = db.prepare(
      `UPDATE row SET state = 'skipped', code = NULL, enhanced = NULL, text = :reason, settled_at = :at,
         next_attempt_at = NULL WHERE ${THESE} AND state IN ('queued','deferred')`,
    )
    this.#takeAsSent = db.prepare(
      `UPDATE row SET state = :state, text = 'Marked as sent by hand. ' || text, recipients = :recipients,
         settled_at = :at WHERE batch = :batch AND number = :number AND state = 'uncertain'`,
    )
  }

  /** What `candidates` gave in the same transaction, where nobody else can have changed it. */
  claim({ key }: BatchRef, rows: readonly JournalRow[]): void {
    const due = rows.filter(({ state }) => state === 'deferred').map(({ number }) => number)
    if (due.length > 0) this.#claimDue.run({ batch: key, numbers: JSON.stringify(due) })
    // The queued ones are the first of their state, up to the last one.
    const last = rows.at(-1)
    if (last?.state === 'queued') this.#claimQueued.run(key, last.number)
  }

  stamp(ref: BatchRef, number: number, { messageId, date, contentHash }: RowStamp): void {
    const changes = this.#stamp.run(ref.key, number, messageId, date, contentHash).changes
    if (changes === 0) throw conflict(ref, number, 'it is not being sent, or was stamped as another message')
  }

  markBodySent(ref: BatchRef, number: number, at: number): void {
    const changes = this.#mark.run(ref.key, number, at).changes
    if (changes === 0) throw conflict(ref, number, 'it is not being sent, or bears no Message-ID yet')
  }

  settle(ref: BatchRef, number: number, outcome: RowOutcome): void {
    const { state, code, enhanced, text, queueId, settledAt } = outcome
    const nextAttemptAt = state === 'deferred' ? outcome.nextAttemptAt : null
    if (state === 'deferred' && nextAttemptAt === null) {
      throw conflict(ref, number, 'a deferred row needs the time of its next attempt')
    }
    const recipients = JSON.stringify(outcome.recipients)
    const reply = [state, code, enhanced, text, recipients, queueId, settledAt] as const
    const changes = this.#settle.run(ref.key, number, ...reply, nextAttemptAt).changes
    if (changes === 0) throw conflict(ref, number, 'it is not being sent, or its result is known already')
  }

  release({ key }: BatchRef, numbers: Numbers): number {
    return Number(this.#release.run({ batch: key, numbers: JSON.stringify(numbers) }).changes)
  }

  recover({ key }: BatchRef, at: number): { requeued: number; uncertain: number } {
    const requeued = Number(this.#requeueUnsent.run(key).changes)
    return { requeued, uncertain: Number(this.#interrupt.run(INTERRUPTED, at, key).changes) }
  }

  requeue({ key }: BatchRef, from: 'failed' | 'uncertain', numbers: Numbers): number {
    return Number(this.#requeue.run({ batch: key, from, numbers: JSON.stringify(numbers) }).changes)
  }

  skip({ key }: BatchRef, numbers: Numbers, at: number, reason: string): number {
    return Number(this.#skip.run({ batch: key, numbers: JSON.stringify(numbers), at, reason }).changes)
  }

  takeAsSent({ key }: BatchRef, number: number, state: string, recipients: string, at: number): void {
    this.#takeAsSent.run({ batch: key, number, state, recipients, at })
  }
}

function conflict(ref: BatchRef, number: number, why: string): StateConflictError {
  return new StateConflictError(`Row ${number} of batch ${ref.id} cannot take this step: ${why}.`, {
    row: number,
  })
}
