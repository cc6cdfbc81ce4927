/** What a connection tells about the messages it was given. */
import type { SendReport, SendResult } from '../../shared/mail-types.ts'
import type { SessionError } from '../backends/session-error.ts'
import type { Sendable } from './sendable.ts'

export interface MessageResult extends SendResult {
  readonly message: Sendable
  /** Why the message was not accepted for everyone; absent when it was. */
  readonly error?: Error
}

export interface SendMessagesReport extends SendReport {
  /** In the order the messages were given; those without recipients are left out. */
  readonly results: readonly MessageResult[]
  /** Why the session ended early, with `failSilently`. Messages without a result were not sent. */
  readonly error?: SessionError
}
