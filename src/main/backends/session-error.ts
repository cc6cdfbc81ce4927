import { EnvironmentError, type ErrorCode, type ErrorPlace } from '../../shared/errors.ts'
import type { Reply } from '../../shared/mail-types.ts'

/**
 * The whole session failed, not one message: nothing more can be sent this way until somebody or time
 * mends it. Messages not yet settled were not delivered.
 */
export class SessionError extends EnvironmentError {
  /** The server's words, where it said any. */
  readonly reply: Reply | null
  /** Worth another connection after a pause (421, refused connection), not a matter of settings. */
  readonly transient: boolean

  constructor(
    code: ErrorCode,
    message: string,
    details: { reply?: Reply | null; transient: boolean; place?: ErrorPlace; cause?: unknown },
  ) {
    super(code, message, details.place, { cause: details.cause })
    this.reply = details.reply ?? null
    this.transient = details.transient
  }
}
