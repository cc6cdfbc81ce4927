/** Reads a media type a person wrote, e.g. `text/calendar; method=REQUEST` (RFC 2045 section 5.1). */
import { InputError } from '../../shared/errors.ts'
import { visible } from './visible.ts'

export interface MediaType {
  /** `type/subtype`, lower case. */
  readonly essence: string
  /** By lower-case name, values unquoted. */
  readonly params: Readonly<Record<string, string>>
}

const token = "[!#$%&'*+\\-.0-9A-Z^_`a-z{|}~]+"
const typePattern = new RegExp(
  `^(${token}/${token})((?:[ \\t]*;[ \\t]*${token}=(?:${token}|"(?:[ !#-\\[\\]-~]|\\\\[ -~])*"))*)$`,
)
const paramPattern = new RegExp(`(${token})=(${token}|"(?:[^"\\\\]|\\\\.)*")`, 'g')

/** Throws an InputError `invalid-mimetype` that names `field` unless `text` is a media type. */
export function parseMediaType(text: string, field: string): MediaType {
  const match = typePattern.exec(text.trim())
  if (!match?.[1]) {
    const problem = `${field}: ${visible(text)} is not a MIME type such as text/html or application/pdf.`
    throw new InputError('invalid-mimetype', problem, { field })
  }
  const essence = match[1].toLowerCase()
  if (essence.startsWith('multipart/')) {
    const problem = `${field}: ${essence} cannot be given as content; attach its parts one by one.`
    throw new InputError('invalid-mimetype', problem, { field })
  }
  const params: Record<string, string> = {}
  for (const [, name = '', value = ''] of (match[2] ?? '').matchAll(paramPattern)) {
    params[name.toLowerCase()] = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value
  }
  return { essence, params }
}

export function isText(type: MediaType): boolean {
  return type.essence.startsWith('text/')
}

/** Whether a charset parameter, or its absence, means UTF-8. */
export function isUtf8Label(charset: string | undefined): boolean {
  return charset === undefined || /^utf-?8$/i.test(charset)
}
