import type { ErrorData } from './error-data.ts'
import type { DeliveryState, RecipientResult, Reply } from './mail-types.ts'

/** The life of a row (see docs/delivery.md). `deferred` carries the time of its next attempt. */
export const ROW_STATES = [
  'queued',
  'attempting',
  'accepted',
  'failed',
  'deferred',
  'uncertain',
  'skipped',
] as const satisfies readonly ('queued' | 'attempting' | DeliveryState | 'skipped')[]
export type RowState = (typeof ROW_STATES)[number]

export type BatchState = 'ready' | 'running' | 'paused' | 'finished' | 'cancelled'

/** Why nothing is being sent, told apart for programs; the reason beside it says it in words. */
export const BATCH_CAUSES = [
  // The user's word.
  'stopped',
  'cancelled',
  /** Rows were queued again after the end. */
  'requeued',
  // Time.
  'scheduled',
  'missed-start',
  'too-late',
  'waiting',
  // Circumstances that pass.
  'account-busy',
  'backing-off',
  /** The program ended while it ran. */
  'interrupted',
  // What fails for every row alike.
  'login',
  'sender',
  'connection',
  'encryption',
  'server',
  'profile',
  'disk',
  'other',
] as const
export type BatchCause = (typeof BATCH_CAUSES)[number]

/** One record of the CSV. */
export interface CsvRow {
  /** Data row, counted from 1; blank lines are not rows. */
  readonly number: number
  /** Physical line the record starts on, counted from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvProblem {
  readonly line: number
  readonly code:
    | 'ragged-row'
    | 'unclosed-quote'
    | 'stray-quote'
    | 'cell-too-long'
    | 'nul'
    | 'replacement-character'
    | 'duplicate-column'
    | 'empty-column'
    | 'not-calculated'
    | 'unknown-format'
  readonly message: string
}

/** A row as the journal tells it. */
export interface BatchRow {
  readonly number: number
  readonly line: number
  readonly cells: readonly string[]
  readonly address: string
  readonly state: RowState
  readonly attempts: number
  readonly messageId: string | null
  /** Milliseconds since 1970, fixed at the first claim and kept by every resend. */
  readonly date: number | null
  readonly result: Reply | null
  readonly recipients: readonly RecipientResult[]
  /** Milliseconds since 1970. */
  readonly settledAt: number | null
  readonly nextAttemptAt: number | null
}

/** The totals of a batch. `rows` is always the sum of the others. */
export interface BatchTotals {
  readonly rows: number
  readonly accepted: number
  readonly failed: number
  readonly deferred: number
  readonly uncertain: number
  readonly skipped: number
  /** Queued or attempting. */
  readonly pending: number
}

/** A row whose fate was just settled. */
export interface RowChange {
  readonly number: number
  readonly state: RowState
  readonly text: string
}

/**
 * How far a batch is. Events are disposable: each tells everything, so that whoever missed some, or asks
 * for a snapshot, knows as much as whoever heard them all.
 */
export interface BatchEvent {
  /** Greater than that of every event before; a snapshot bears the number of the latest one. */
  readonly sequence: number
  readonly batchId: string
  readonly state: BatchState
  /** Why nothing is being sent, in one sentence; null while mail flows. */
  readonly reason: string | null
  readonly cause: BatchCause | null
  /** The time the cause is about, in milliseconds since 1970: a start, or when the next deferred row is due. */
  readonly dueAt: number | null
  readonly totals: BatchTotals
  /** Messages settled per second, over the last seconds. */
  readonly rate: number
  /** Connections open now. */
  readonly connections: number
  /** The rows settled since the event before, at most 100 of them, oldest first. */
  readonly changed: readonly RowChange[]
  /** How many more were settled than `changed` names. */
  readonly unlisted: number
}

/** Why a run ended. Only `finished` and `cancelled` mean that nothing is left to send. */
export type RunEnd =
  | { readonly kind: 'finished' }
  /** Paused by the user. */
  | { readonly kind: 'stopped' }
  /** The program was closed; a batch that only waited for its time stays ready. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'cancelled' }
  /** The time set with "not later than" is over. */
  | { readonly kind: 'too-late' }
  /** The computer slept, or nothing ran, when the batch should have started: the user decides. */
  | { readonly kind: 'missed-start'; readonly startAt: number }
  /** Only deferred rows are left; the first is due at this time (milliseconds since 1970). */
  | { readonly kind: 'waiting'; readonly dueAt: number }
  | { readonly kind: 'failed'; readonly error: ErrorData }
