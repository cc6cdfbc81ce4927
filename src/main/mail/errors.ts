import { InputError } from '../../shared/errors.ts'

/** A header name or value that must not reach a message (Django's `BadHeaderError`). */
export class BadHeaderError extends InputError {
  constructor(field: string, message: string) {
    super('bad-header', message, { field })
  }
}

/** An address no server should be asked about. */
export class InvalidAddressError extends InputError {
  constructor(field: string, message: string) {
    super('invalid-address', message, { field })
  }
}
