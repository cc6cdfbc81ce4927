/** A session failure in two halves: what happened, and what to do about it. */
import type { ErrorCode } from '../../shared/errors.ts'
import type { Reply } from '../../shared/mail-types.ts'
import { SessionError } from '../backends/session-error.ts'

export interface SmtpFailure {
  readonly code: ErrorCode
  /** What happened, as a sentence. */
  readonly detail: string
  /** The next step, as a sentence. */
  readonly advice?: string | undefined
  readonly transient: boolean
  readonly reply?: Reply | undefined
  readonly cause?: unknown
}

export class SmtpError extends SessionError {
  readonly detail: string
  readonly advice: string | undefined

  constructor({ code, detail, advice, transient, reply, cause }: SmtpFailure) {
    super(code, advice ? `${detail} ${advice}` : detail, { reply: reply ?? null, transient, cause })
    this.detail = detail
    this.advice = advice
  }
}
