import type { BatchRow, BatchState, BatchTotals, RowState } from '../../shared/batch-types.ts'
import type { RecipientResult, Reply, SendResult } from '../../shared/mail-types.ts'

/**
 * The durable memory of every batch. A promise that resolves means the fact is on the disk
 * (commits are grouped per tick across callers). A rejection means it is not: stop sending.
 */
export interface Journal {
  /** Starts a batch in state `ready`. Rows follow through `addRows`, then `freeze` makes it runnable. */
  createBatch(batch: NewBatch): void
  addRows(batchId: string, rows: Iterable<NewRow>): void
  addAttachments(batchId: string, attachments: Iterable<FrozenAttachment>): void
  /** One transaction around an import: everything or nothing. */
  transaction<T>(work: () => T): T

  batches(): readonly BatchInfo[]
  batch(batchId: string): BatchInfo
  totals(batchId: string): BatchTotals
  row(batchId: string, number: number): BatchRow
  /** In order of their numbers; lazily, so that a million rows never sit in memory. */
  rows(batchId: string, filter?: RowFilter): IterableIterator<BatchRow>
  attachment(batchId: string, path: string): FrozenAttachment | undefined

  setState(batchId: string, state: BatchState, reason?: string): Promise<void>
  /**
   * Takes rows that are queued, or deferred and due at `now`, lowest number first, and marks them
   * `attempting`, each by one atomic update. Durable before it resolves.
   */
  claim(batchId: string, count: number, now: number): Promise<readonly ClaimedRow[]>
  /** Message-ID, Date and content hash of the attempt; Message-ID and Date stay for every resend. */
  stamp(batchId: string, number: number, stamp: RowStamp): Promise<void>
  /** Before the last octets of the body are written. */
  markBodySent(batchId: string, number: number, at: number): Promise<void>
  settle(batchId: string, number: number, outcome: RowOutcome): Promise<void>
  /** Gives a claimed row back untouched: it was not sent and its attempt does not count. */
  release(batchId: string, numbers: readonly number[]): Promise<void>
  /**
   * After a crash: `attempting` rows without the mark go back to queued, those with it become
   * `uncertain`. Returns how many of each.
   */
  recover(batchId: string): Promise<{ requeued: number; uncertain: number }>
  /** The user's word on uncertain rows: send again as the same message, or take them as sent. */
  resolveUncertain(batchId: string, decision: 'resend' | 'sent'): Promise<number>
  /** Holds the batch for this process until the returned function is called; refuses when another has it. */
  lock(batchId: string): () => void
  close(): void
}

export interface NewBatch {
  readonly id: string
  readonly createdAt: number
  readonly columns: readonly string[]
  /** What the engine needs to render the rows again, as JSON. */
  readonly template: string
  /** Profile and options without any secret, as JSON. */
  readonly settings: string
  readonly csvName: string
}

export interface BatchInfo extends NewBatch {
  readonly state: BatchState
  readonly reason: string | null
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

export interface FrozenAttachment {
  readonly path: string
  readonly size: number
  /** SHA-256, hexadecimal. */
  readonly sha256: string
}

export interface ClaimedRow extends BatchRow {
  /** 1 for the first attempt. */
  readonly attempts: number
}

export interface RowStamp {
  readonly messageId: string
  readonly date: number
  /** SHA-256 of the bytes, hexadecimal. */
  readonly contentHash: string
}

export interface RowOutcome extends Reply {
  readonly state: Extract<RowState, 'accepted' | 'failed' | 'deferred' | 'uncertain' | 'skipped'>
  readonly recipients: SendResult['recipients'] | readonly RecipientResult[]
  readonly queueId: string | null
  readonly settledAt: number
  readonly nextAttemptAt: number | null
}

export interface RowFilter {
  readonly states?: readonly RowState[]
}
