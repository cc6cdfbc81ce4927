/** Headers with parameters: Content-Type and Content-Disposition (RFC 2045 section 5.1, RFC 2231). */
import { BadHeaderError } from './errors.ts'
import { assertHeaderSyntax, assertHeaderValue } from './header-value.ts'

/** One less than a line of 78, which leaves room for the semicolon. */
const MAX_COLUMN = 77
/** Long enough for any media type, short enough for any line. */
const VALUE = /^[!-~](?:[ -~]{0,253}[!-~])?$/
const PARAMETER_NAME = /^[A-Za-z0-9-]{1,32}$/
/** Readers disagree on escapes inside quotes, so a quote or backslash takes the percent form. */
const QUOTABLE = /^(?! )(?!.*=\?)[ !#-[\]-~]*(?<! )$/

/**
 * `Name: value; key="parameter"`, folded and ending in CRLF. A parameter that is not short printable ASCII
 * takes the form of RFC 2231, in UTF-8 and in as many pieces as it needs, none splitting a character.
 * Throws BadHeaderError for control characters.
 */
export function parameterHeaderLine(
  name: string,
  value: string,
  params: Readonly<Record<string, string>>,
): string {
  assertHeaderSyntax(name)
  assertHeaderValue(name, value)
  if (!VALUE.test(value)) {
    throw new BadHeaderError(name, `The value of ${name} must be up to 255 printable ASCII characters.`)
  }
  let folded = `${name}: ${value}`
  let column = folded.length
  for (const [key, text] of Object.entries(params)) {
    if (!PARAMETER_NAME.test(key)) {
      throw new BadHeaderError(
        name,
        `A parameter of ${name} must be named by up to 32 letters, digits or hyphens.`,
      )
    }
    assertHeaderValue(`${name} (${key})`, text)
    for (const piece of parameterPieces(key, text)) {
      const fits = column + 2 + piece.length <= MAX_COLUMN
      folded += fits ? `; ${piece}` : `;\r\n ${piece}`
      column = fits ? column + 2 + piece.length : 1 + piece.length
    }
  }
  return `${folded}\r\n`
}

function parameterPieces(key: string, text: string): readonly string[] {
  const quoted = `${key}="${text}"`
  if (QUOTABLE.test(text) && quoted.length < MAX_COLUMN) return [quoted]
  const characters = Array.from(text, percentEncode)
  const whole = `${key}*=utf-8''${characters.join('')}`
  return whole.length < MAX_COLUMN ? [whole] : continuations(key, characters)
}

function continuations(key: string, characters: readonly string[]): readonly string[] {
  const pieces: string[] = []
  let piece = `${key}*0*=utf-8''`
  for (const character of characters) {
    if (piece.length + character.length >= MAX_COLUMN) {
      pieces.push(piece)
      piece = `${key}*${pieces.length}*=`
    }
    piece += character
  }
  return [...pieces, piece]
}

/** RFC 2231 section 7 permits less than a URL does. */
function percentEncode(character: string): string {
  return encodeURIComponent(character).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
