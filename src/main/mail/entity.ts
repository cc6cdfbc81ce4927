/** Takes the octets of a MIME entity apart, as far as re-encoding and placing it needs (RFC 2045, 2046). */
import { trimBlanksAtEnd } from './lines.ts'
import { asBuffer, latin1 } from './octets.ts'

/** A header block and a body, as they stand. */
export interface Entity {
  /** The header lines, one character per octet, each ending in CRLF; without the blank line. */
  readonly headers: string
  readonly body: Uint8Array
}

/** Cuts at the first blank line. `bytes` has CRLF line ends only. */
export function splitEntity(bytes: Uint8Array): Entity {
  const buffer = asBuffer(bytes)
  if (buffer[0] === 0x0d) return { headers: '', body: buffer.subarray(2) }
  const end = buffer.indexOf('\r\n\r\n')
  if (end < 0)
    return { headers: latin1(buffer).replace(/(?<!\r\n)$/, '\r\n'), body: buffer.subarray(buffer.length) }
  return { headers: latin1(buffer.subarray(0, end + 2)), body: buffer.subarray(end + 4) }
}

export function joinEntity(entity: Entity): Uint8Array {
  return Buffer.concat([Buffer.from(`${entity.headers}\r\n`, 'latin1'), entity.body])
}

/** The unfolded value of the first header called `name`, or undefined. */
export function headerOf(entity: Entity, name: string): string | undefined {
  return fieldPattern(name).exec(entity.headers)?.[1]?.replaceAll('\r\n', '').trim()
}

/** The same headers with `name` set to `value`, at the end. */
export function withHeader(headers: string, name: string, value: string): string {
  return `${headers.replace(fieldPattern(name), '')}${name}: ${value}\r\n`
}

/** `type/subtype` in lower case, and the boundary where it has one. */
export function contentTypeOf(
  entity: Entity,
  otherwise: string,
): { essence: string; boundary: string | undefined } {
  const value = headerOf(entity, 'Content-Type') ?? otherwise
  const essence = /^[^\s;/]+\/[^\s;]+/.exec(value)?.[0].toLowerCase() ?? otherwise
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/i.exec(value) ?? []
  return { essence, boundary: quoted?.replace(/\\(.)/g, '$1') ?? plain }
}

/** The parts of a multipart body. Preamble and epilogue are meant for nobody and left out. */
export function splitMultipart(body: Uint8Array, boundary: string): readonly Uint8Array[] {
  const buffer = asBuffer(body)
  const delimiter = `--${boundary}`
  const parts: Uint8Array[] = []
  let start = -1
  for (let at = buffer.indexOf(delimiter); at >= 0; at = buffer.indexOf(delimiter, at + 1)) {
    if (at > 0 && buffer[at - 1] !== 0x0a) continue
    const end = buffer.indexOf('\r\n', at)
    const rest = trimBlanksAtEnd(
      latin1(buffer.subarray(at + delimiter.length, end < 0 ? buffer.length : end)),
    )
    if (rest !== '' && rest !== '--') continue
    if (start >= 0) parts.push(buffer.subarray(start, Math.max(at - 2, start)))
    start = rest === '--' || end < 0 ? -1 : end + 2
    if (rest === '--') break
  }
  if (start >= 0) parts.push(buffer.subarray(start))
  return parts
}

function fieldPattern(name: string): RegExp {
  return new RegExp(`^${name}[ \\t]*:([^\\r\\n]*\\r\\n(?:[ \\t][^\\r\\n]*\\r\\n)*)`, 'im')
}
