import type { MimeMessage, SendReport, SendResult } from '../../shared/mail-types.ts'

/**
 * The port every way of delivering mail implements. One backend is one connection: a batch that sends
 * over several opens several.
 */
export interface Backend extends AsyncDisposable {
  /** `smtp`, `console`, `file`, `memory`, `dummy`, `sandbox`, or the class name of a custom one. */
  readonly name: string
  /** True when this call connected, false when the connection was open already. */
  open(): Promise<boolean>
  /** Harmless when nothing is open, and when the other side is gone. */
  close(): Promise<void>
  /**
   * Sends the messages in order over one connection, which is opened first and closed afterwards
   * unless the caller had opened it. The next message is pulled only when the connection can take it.
   *
   * A refused message is a result, never an exception. A failure of the whole session (cannot connect,
   * wrong password, sender refused) rejects with a SessionError; results before it were already told
   * through `settled`.
   */
  sendMessages(
    messages: Iterable<MimeMessage> | AsyncIterable<MimeMessage>,
    hooks?: DeliveryHooks,
  ): Promise<SendReport>
}

/** How the journal watches a delivery. Each hook is awaited before the step it guards. */
export interface DeliveryHooks {
  /** Before the last octets of the message leave. When it rejects, the message is not completed. */
  readonly beforeBodySent?: (message: MimeMessage) => Promise<void>
  /** As soon as the fate of the message is known, before anything else may depend on it. */
  readonly settled?: (message: MimeMessage, result: SendResult) => Promise<void>
  /** The report lists no results, because a million of them would fill the memory. */
  readonly keepsNoResults?: boolean
}

/** Makes another connection of the same profile. */
export type BackendFactory = () => Backend
