/**
 * Every failure Mailwright can name, by a code that scripts may rely on.
 * `kind` decides the exit code: input 2, environment 3 (see docs/command-line.md).
 */
export type ErrorCode = 'invalid-address' | 'bad-header' | 'internal'

/** Where the problem sits, so that a message and a screen can point at it. */
export interface ErrorPlace {
  readonly field?: string | undefined
  /** Data row of the CSV, counted from 1. */
  readonly row?: number | undefined
  /** Physical line of the file, counted from 1. */
  readonly line?: number | undefined
  readonly file?: string | undefined
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
