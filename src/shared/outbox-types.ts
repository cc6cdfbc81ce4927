import type { BatchState, BatchTotals } from './batch-types.ts'
import type { ErrorData } from './error-data.ts'
import type { DeliveryState, RecipientResult } from './mail-types.ts'
import type { MessageView } from './view-types.ts'

/** Single messages, what the sandbox caught, or the messages of one batch. */
export type OutboxGroup =
  | { readonly kind: 'single' }
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'batch'; readonly batchId: string }

export interface OutboxGroupInfo {
  readonly group: OutboxGroup
  readonly name: string
  readonly messages: number
  readonly batch: { readonly state: BatchState; readonly totals: BatchTotals } | null
}

/** `attempting` is on its way now. */
export type OutboxState = DeliveryState | 'attempting' | 'captured' | 'queued' | 'skipped'

export interface OutboxEntry {
  /** Opaque; names the message in every other call. */
  readonly id: string
  readonly subject: string
  readonly from: string
  readonly to: string
  /** Milliseconds since 1970. */
  readonly time: number
  /** Octets; null where the message is built anew when it is opened. */
  readonly size: number | null
  readonly state: OutboxState
}

export interface OutboxPage {
  readonly total: number
  readonly entries: readonly OutboxEntry[]
}

export interface OutboxMessage {
  readonly entry: OutboxEntry
  readonly view: MessageView
  readonly recipients: readonly RecipientResult[]
  /** Why no server could be asked about any recipient; null where one was. */
  readonly problem: ErrorData | null
  /** When the deferred recipients are tried again, in milliseconds since 1970. */
  readonly nextAttemptAt: number | null
  readonly queueId: string | null
  readonly profile: string | null
  /**
   * Whether the bytes shown are those that were sent: `kept` they were stored, `verified` they were built
   * anew and have the recorded hash, `differs` they have another one.
   */
  readonly fidelity: 'kept' | 'verified' | 'differs' | 'not-sent'
}

export interface SandboxStatus {
  /** Where other programs can send to; null while it does not listen for them. */
  readonly port: number | null
  readonly messages: number
}
