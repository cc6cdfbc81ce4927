import type { DeliveryState, RecipientResult, Reply } from './mail-types.ts'

/** The life of a row (see docs/delivery.md). `deferred` carries the time of its next attempt. */
export type RowState = 'queued' | 'attempting' | DeliveryState | 'skipped'

export type BatchState = 'ready' | 'running' | 'paused' | 'finished' | 'cancelled'

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
