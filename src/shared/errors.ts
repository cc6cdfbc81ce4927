/**
 * Every failure Mailwright can name, by a code that scripts may rely on.
 * `kind` decides the exit code: input 2, environment 3 (see docs/command-line.md).
 */
export type ErrorCode =
  | 'attachment-changed'
  | 'backend-unavailable'
  | 'bad-argument'
  | 'bad-backend-module'
  | 'bad-dkim-key'
  | 'bad-header'
  | 'bad-option'
  | 'bad-settings'
  | 'batch-running'
  | 'binary-file'
  | 'cancelled'
  | 'certificate-refused'
  | 'connection-failed'
  | 'connection-lost'
  | 'connection-timeout'
  | 'duplicate-addresses'
  | 'duplicate-column'
  | 'empty-file'
  | 'forbidden'
  | 'host-not-found'
  | 'internal'
  | 'invalid-address'
  | 'invalid-attachment'
  | 'invalid-columns'
  | 'invalid-content'
  | 'invalid-date'
  | 'invalid-message-file'
  | 'invalid-mimetype'
  | 'invalid-template'
  | 'invalid-workbook'
  | 'journal-busy'
  | 'journal-closed'
  | 'journal-corrupt'
  | 'journal-failed'
  | 'journal-full'
  | 'journal-newer'
  | 'journal-readonly'
  | 'leftover-placeholder'
  | 'login-needs-tls'
  | 'login-refused'
  | 'login-unsupported'
  | 'missing-attachment'
  | 'missing-dkim-key'
  | 'missing-field'
  | 'missing-file'
  | 'missing-password'
  | 'missing-sender'
  | 'needs-smtputf8'
  | 'not-a-file'
  | 'not-accepted'
  | 'not-confirmed'
  | 'not-utf-8'
  | 'output-not-writable'
  | 'port-taken'
  | 'protected-workbook'
  | 'protocol-error'
  | 'requiretls-missing'
  | 'row-not-rendered'
  | 'secret-in-options'
  | 'sender-refused'
  | 'server-closing'
  | 'server-refused'
  | 'starttls-missing'
  | 'store-failed'
  | 'store-newer'
  | 'state-conflict'
  | 'stopped-by-user'
  | 'suppressed-recipient'
  | 'tls-failed'
  | 'too-large'
  | 'unencodable-character'
  | 'unknown-backend'
  | 'unknown-batch'
  | 'unknown-charset'
  | 'unknown-delimiter'
  | 'unknown-encoding'
  | 'unknown-field'
  | 'unknown-option'
  | 'unknown-preset'
  | 'unknown-profile'
  | 'unknown-method'
  | 'unknown-item'
  | 'unknown-row'
  | 'unknown-sheet'
  | 'unknown-time-zone'
  | 'unreadable-file'
  | 'unsafe-link'
  | 'unsafe-path'
  | 'unsure-encoding'
  | 'wrong-encoding'

/** Where the problem sits, so that a message and a screen can point at it. */
export interface ErrorPlace {
  readonly field?: string | undefined
  /** Data row of the CSV, counted from 1. */
  readonly row?: number | undefined
  /** Physical line of the file, counted from 1. */
  readonly line?: number | undefined
  readonly file?: string | undefined
  readonly sheet?: string | undefined
  /** As in `C5`. */
  readonly cell?: string | undefined
  readonly profile?: string | undefined
}

export abstract class MailwrightError extends Error {
  abstract readonly kind: 'input' | 'environment'
  readonly code: ErrorCode
  readonly place: ErrorPlace

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
    this.place = place
  }
}

/** What the user gave cannot be used as it is: a field, a row, a file, an option. */
export class InputError extends MailwrightError {
  readonly kind = 'input'
}

/** The input is fine, the surroundings are not: disk, network, server, another process. */
export class EnvironmentError extends MailwrightError {
  readonly kind = 'environment'
}
