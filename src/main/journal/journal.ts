/** The port between what happens to a batch and the disk: declared for src/main/batch, kept by SQLite. */
import type { BatchCause, BatchRow, BatchState, BatchTotals, RowState } from '../../shared/batch-types.ts'
import type { RecipientResult, Reply } from '../../shared/mail-types.ts'
import type { SuppressionStore } from './suppression.ts'

/**
 * The durable memory of every batch. A promise that resolves means the fact is on the disk
 * (commits are grouped per tick across callers). A rejection means it is not: stop sending.
 *
 * Every time is in milliseconds since 1970 and given by the caller; the journal has no clock.
 * Failures are EnvironmentErrors: `journal-full`, `journal-readonly`, `journal-corrupt`, `journal-busy`,
 * `journal-closed` or `journal-failed` for the file, `state-conflict` for a step the row or the batch is
 * not in the state for (nothing changed then). A batch or row that nobody knows is an InputError
 * (`unknown-batch`, `unknown-row`).
 */
export interface Journal {
  /** Who must never be written to, for every batch of this journal. */
  readonly suppression: SuppressionStore
  /** What left under each account, for the limits of later runs. */
  readonly sends: SendHistory

  /** Starts a batch that nobody sees before `commit`. Imports may run side by side. */
  beginImport(batch: NewBatch): BatchImport

  /** In the order they were created, without those still being imported. */
  batches(): readonly BatchInfo[]
  batch(batchId: string): BatchInfo
  /** Whether somebody, perhaps another program, has cancelled it; cheap enough to ask all the time. */
  isCancelled(batchId: string): boolean
  /** Costs the same for ten rows and for a million. */
  totals(batchId: string): BatchTotals
  row(batchId: string, number: number): JournalRow
  /**
   * In order of their numbers; lazily, so that a million rows never sit in memory, and while rows change:
   * a row is told as it is when its page is read.
   */
  rows(batchId: string, filter?: RowFilter): IterableIterator<JournalRow>
  attachment(batchId: string, path: string): FrozenAttachment | undefined
  /** When the first deferred row is due; null when none is deferred. */
  nextDue(batchId: string): number | null

  /**
   * `startedAt` is the first `running`; `endedAt` the last time the batch stopped running, null while it
   * runs. A batch with a row queued, attempting or deferred is refused as `finished`. A cancelled batch
   * stays cancelled: `running` is refused, and how a run of it ended is not written.
   */
  setState(batchId: string, state: BatchState, at: number, why?: BatchReason): Promise<void>
  /** Replaces the settings a batch was imported with. */
  setSettings(batchId: string, settings: string): Promise<void>
  /**
   * Takes up to `count` rows, those deferred and due at `now` first (longest due first), then the queued
   * ones in order of their numbers, and marks them `attempting` with one attempt more. No row is ever
   * given to two callers, whatever their process. A cancelled batch gives none.
   */
  claim(batchId: string, count: number, now: number): Promise<readonly ClaimedRow[]>
  /**
   * Message-ID, Date and content hash of the attempt, before anything is written to a server. Message-ID
   * and Date are those of the first attempt for ever: others are refused.
   */
  stamp(batchId: string, number: number, stamp: RowStamp): Promise<void>
  /**
   * Before the last octets of the body are written; only after `stamp`. With a key the message counts as
   * sent at that time, by the same commit.
   */
  markBodySent(batchId: string, number: number, at: number, key?: SendKey): Promise<void>
  /** What became of a claimed row, once per claim. */
  settle(batchId: string, number: number, outcome: RowOutcome): Promise<void>
  /**
   * Gives claimed rows back as they were: not sent, the attempt does not count. Rows that are not claimed,
   * or that bear the body-sent mark, stay as they are. Returns how many went back.
   */
  release(batchId: string, numbers: readonly number[]): Promise<number>
  /**
   * After a crash, under the batch's lock: claimed rows without the mark go back to queued, those with it
   * become `uncertain`. Returns how many of each; a second call finds none.
   */
  recover(batchId: string, at: number): Promise<{ readonly requeued: number; readonly uncertain: number }>

  /**
   * The user's word on uncertain rows, all or those given: send again as the same message, or take them as
   * sent. Returns how many rows it moved.
   */
  resolveUncertain(
    batchId: string,
    decision: 'resend' | 'sent',
    at: number,
    numbers?: readonly number[],
  ): Promise<number>
  /**
   * Queues failed rows again, all or those given, as the same message to the recipients that had refused
   * it. Rows refused at import were never attempted and stay failed: they cannot become right. A finished
   * batch becomes paused. Returns how many rows it moved.
   */
  requeueFailed(batchId: string, numbers?: readonly number[]): Promise<number>
  /**
   * Sets the batch to `cancelled`, then skips what is queued or deferred; rows in flight settle as usual.
   * A million rows go in portions: after a crash between two, call it again. Returns how many it skipped.
   */
  cancel(batchId: string, at: number, reason: string): Promise<number>

  /**
   * Holds the batch for this caller until the returned function is called, the journal is closed or the
   * process ends in whatever way. Refused with `batch-running` while anybody else holds it.
   */
  lock(batchId: string): () => void
  /** Writes what is waiting, then lets go of the file and of every lock. */
  close(): void
}

/**
 * Rows on their way into the journal, in portions, so that other writers wait for milliseconds only.
 * Nothing of it is seen before `commit`. What a crash or a failed rollback leaves is removed when the
 * journal is next opened.
 */
export interface BatchImport {
  addRows(rows: Iterable<NewRow>): void
  /** A path given twice keeps what was said first. */
  addAttachments(attachments: Iterable<FrozenAttachment>): void
  /** Makes the batch real, in state `ready`. */
  commit(): Promise<void>
  /** Leaves no trace of the batch. Never rejects. */
  rollback(): Promise<void>
}

/** Messages by account: whatever a provider counts together. */
export interface SendHistory {
  /** Sends to the domain, or all with '', that may lie after `time`; oldest first. */
  since(account: string, domain: string, time: number): readonly SendCount[]
  /** Counts a message that is in no batch; one of a batch is counted by `markBodySent`. */
  record(key: SendKey, at: number): Promise<void>
  /** Drops what lies before. */
  forget(before: number): Promise<void>
  /** Holds the account's limits for this caller, or undefined while another process does. */
  lock(account: string): (() => void) | undefined
}

/** Messages that left within the second before `before` (milliseconds since 1970). */
export interface SendCount {
  readonly before: number
  readonly messages: number
}

/** What a message counts for. */
export interface SendKey {
  readonly account: string
  /** Those of its recipients' domains that have a limit of their own. */
  readonly domains: readonly string[]
}

export interface NewBatch {
  readonly id: string
  /** For people; the name of the CSV when not given. */
  readonly name?: string
  readonly createdAt: number
  readonly columns: readonly string[]
  /** What the engine needs to render the rows again, as JSON. */
  readonly template: string
  /** Profile and options without any secret, as JSON. */
  readonly settings: string
  readonly csvName: string
}

/** Why nothing is being sent: in one sentence, and for programs. */
export interface BatchReason {
  readonly reason: string
  readonly cause: BatchCause | null
}

export interface BatchInfo extends NewBatch {
  readonly name: string
  readonly state: BatchState
  /** Why it paused or ended, in one sentence. */
  readonly reason: string | null
  readonly cause: BatchCause | null
  readonly startedAt: number | null
  readonly endedAt: number | null
}

export interface NewRow {
  readonly number: number
  readonly line: number
  readonly cells: readonly string[]
  /** The address the row is for, in the form it is compared and shown. */
  readonly address: string
  readonly state: Extract<RowState, 'queued' | 'failed' | 'skipped'>
  /** Why the row will not be sent. */
  readonly text?: string
}

/** A row with what only the report, the inspector and the engine ask for. */
export interface JournalRow extends BatchRow {
  /** Of the last attempt: `contentHash` of src/main/mail. */
  readonly contentHash: string | null
  /** When the last attempt was about to complete the message; null when it did not come that far. */
  readonly bodySentAt: number | null
  /** The server's name for the message. */
  readonly queueId: string | null
}

export interface FrozenAttachment {
  readonly path: string
  readonly size: number
  /** SHA-256, hexadecimal. */
  readonly sha256: string
}

export interface ClaimedRow extends JournalRow {
  readonly state: 'attempting'
}

export interface RowStamp {
  readonly messageId: string
  readonly date: number
  /** `contentHash` of src/main/mail. */
  readonly contentHash: string
}

export interface RowOutcome extends Reply {
  readonly state: Extract<RowState, 'accepted' | 'failed' | 'deferred' | 'uncertain' | 'skipped'>
  readonly recipients: readonly RecipientResult[]
  readonly queueId: string | null
  readonly settledAt: number
  /** Needed by `deferred`, without meaning for the others. */
  readonly nextAttemptAt: number | null
}

export interface RowFilter {
  /** Every state when not given. */
  readonly states?: readonly RowState[]
  /** Only rows with a greater number. */
  readonly after?: number
}
