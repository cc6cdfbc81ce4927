/** What may be a header at all. Everything that reaches a header passes here before it is encoded. */
import { BadHeaderError } from './errors.ts'
import { codePoint, visible } from './visible.ts'

/** RFC 5322 section 3.6.8; short enough to leave room for a value on a line of 78. */
const HEADER_NAME = /^[!-9;-~]{1,76}$/
/** Made by us, by the servers on the way, or kept secret: never taken from a message's extra headers. */
const RESERVED = /^(?:bcc|content-.*|mime-version|received|return-path|dkim-signature)$/i
/** Control characters except TAB, which is carried inside encoded words. */
const CONTROL = /(?!\t)\p{Cc}/u

/** A name RFC 5322 permits, reserved or not. Throws BadHeaderError. */
export function assertHeaderSyntax(name: string): void {
  if (HEADER_NAME.test(name)) return
  throw new BadHeaderError(
    name,
    `The header name ${visible(name)} is not valid; use up to 76 printable ASCII characters without colon or space.`,
  )
}

/** A name that a user may set: valid, and not one that Mailwright or a server writes. Throws BadHeaderError. */
export function assertHeaderName(name: string): void {
  assertHeaderSyntax(name)
  if (RESERVED.test(name)) {
    throw new BadHeaderError(name, `The header ${name} cannot be set by hand; remove it from the headers.`)
  }
}

/** Refuses line breaks, other control characters and halves of surrogate pairs. Throws BadHeaderError. */
export function assertHeaderValue(name: string, value: string): void {
  if (/[\r\n]/.test(value)) {
    throw new BadHeaderError(
      name,
      `Header values may not contain linefeed or carriage return characters; remove them from ${name}.`,
    )
  }
  const control = CONTROL.exec(value)?.[0] ?? /\p{Cs}/u.exec(value)?.[0]
  if (control === undefined) return
  const what = `Header values may not contain control characters or halves of characters`
  throw new BadHeaderError(name, `${what}; remove ${codePoint(control)} from ${name}.`)
}
