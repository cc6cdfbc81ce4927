/** Errors as plain data, for the borders where classes do not survive: threads, IPC, the network. */
import { EnvironmentError, type ErrorCode, type ErrorPlace, InputError, MailwrightError } from './errors.ts'

export interface ErrorData {
  readonly kind: MailwrightError['kind']
  readonly code: ErrorCode
  readonly message: string
  readonly place: ErrorPlace
}

/** What is no MailwrightError is a defect of ours and becomes `internal`. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof MailwrightError) {
    const { kind, code, message, place } = error
    return { kind, code, message, place }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { kind: 'environment', code: 'internal', message, place: {} }
}

export function fromErrorData({ kind, code, message, place }: ErrorData): MailwrightError {
  return kind === 'input' ? new InputError(code, message, place) : new EnvironmentError(code, message, place)
}
