/** The MIME structure of a raw message (RFC 2045, 2046), as it stands in its octets. */
import type { HeaderLine, PartView } from '../../shared/view-types.ts'

/** Entities deeper or more numerous than these are not taken apart: nobody nests so, but an attack does. */
const DEEPEST = 20
const MOST_PARTS = 500

export interface RawEntity {
  readonly headers: readonly RawHeader[]
  /** The body as encoded, one character per octet. */
  readonly body: string
}

export interface RawHeader {
  readonly name: string
  /** Folded, without the line end. */
  readonly raw: string
}

export interface FoundPart {
  readonly view: PartView
  readonly entity: RawEntity
  /** Where its body begins in the message, in octets. */
  readonly bodyStart: number
}

/** `binary` is the message with one character per octet. Every part by its path; the message itself is ''. */
export function mimeTree(binary: string): {
  readonly root: PartView
  readonly parts: ReadonlyMap<string, FoundPart>
} {
  const parts = new Map<string, FoundPart>()
  const root = walk({ text: binary, start: 0 }, '', 0, parts)
  return { root, parts }
}

/** A part of the message and where it begins. */
interface Stretch {
  readonly text: string
  readonly start: number
}

function walk(
  { text, start }: Stretch,
  path: string,
  depth: number,
  found: Map<string, FoundPart>,
): PartView {
  const entity = splitEntity(text)
  const bodyStart = start + text.length - entity.body.length
  const content = parameters(headerValue(entity, 'content-type') ?? 'text/plain')
  const disposition = parameters(headerValue(entity, 'content-disposition') ?? '')
  const transferEncoding = (headerValue(entity, 'content-transfer-encoding') ?? '7bit').trim().toLowerCase()
  const boundary = content.parameters.get('boundary')
  const isMultipart = content.value.startsWith('multipart/') && boundary !== undefined && depth < DEEPEST
  const children = isMultipart ? splitParts(entity.body, bodyStart, boundary) : []
  const parts: PartView[] = []
  for (const [index, child] of children.entries()) {
    if (found.size >= MOST_PARTS) break
    parts.push(walk(child, path === '' ? `${index + 1}` : `${path}.${index + 1}`, depth + 1, found))
  }
  const view: PartView = {
    path,
    type: content.value,
    charset: content.parameters.get('charset') ?? null,
    transferEncoding,
    disposition: disposition.value || null,
    filename: disposition.parameters.get('filename') ?? content.parameters.get('name') ?? null,
    contentId: headerValue(entity, 'content-id')?.trim().replace(/^<|>$/g, '') ?? null,
    encodedSize: entity.body.length,
    size: isMultipart ? entity.body.length : decodeBody(entity.body, transferEncoding).length,
    parts,
  }
  found.set(path, { view, entity, bodyStart })
  return view
}

export function splitEntity(binary: string): RawEntity {
  const end = binary.startsWith('\r\n') ? 0 : binary.indexOf('\r\n\r\n')
  const block = end === -1 ? binary : binary.slice(0, end)
  const body = end === -1 ? '' : binary.slice(end + (end === 0 ? 2 : 4))
  const headers = block
    .split(/\r\n(?![ \t])/)
    .filter((line) => line.includes(':'))
    .map((line) => {
      const colon = line.indexOf(':')
      return { name: line.slice(0, colon), raw: line.slice(colon + 1).replace(/^ /, '') }
    })
  return { headers, body }
}

/** Unfolded; the first of its name. */
export function headerValue({ headers }: RawEntity, name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.raw.replaceAll(/\r\n(?=[ \t])/g, '')
}

function splitParts(body: string, bodyStart: number, boundary: string): Stretch[] {
  const delimiter = `\r\n--${boundary}`
  const pieces = `\r\n${body}`.split(delimiter)
  const parts: Stretch[] = []
  // The line end put before the body is not in the message.
  let start = bodyStart - 2
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && piece.startsWith('--')) break
    const text = piece.replace(/^[ \t]*\r\n/, '')
    if (index > 0) parts.push({ text, start: start + piece.length - text.length })
    start += piece.length + delimiter.length
  }
  return parts
}

interface Parameters {
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
}

/** `text/plain; charset=utf-8; name*0*=UTF-8''…` (RFC 2045 section 5.1, RFC 2231). */
function parameters(text: string): Parameters {
  const [value = '', ...rest] = text.match(/(?:"(?:\\.|[^"\\])*"|[^;"])+/g) ?? []
  const pieces = new Map<string, string[]>()
  let isEncoded = false
  for (const part of rest) {
    const found = /^\s*([^=*\s]+)(?:\*(\d+))?(\*)?\s*=\s*([\s\S]*?)\s*$/.exec(part)
    if (!found) continue
    const [, name = '', , star, raw = ''] = found
    const plain = raw.startsWith('"') ? raw.slice(1, -1).replaceAll(/\\(.)/g, '$1') : raw
    isEncoded ||= star !== undefined
    const key = name.toLowerCase()
    pieces.set(key, [...(pieces.get(key) ?? []), plain])
  }
  const joined = [...pieces].map(([name, all]): [string, string] => [
    name,
    decodeParameter(all.join(''), isEncoded),
  ])
  return { value: value.trim().toLowerCase(), parameters: new Map(joined) }
}

function decodeParameter(text: string, isEncoded: boolean): string {
  const found = isEncoded ? /^([\w-]*)'[\w-]*'([\s\S]*)$/.exec(text) : null
  if (!found) return text
  try {
    return decodeURIComponent(found[2] ?? '')
  } catch {
    return text
  }
}

/** Undoes the transfer encoding; what cannot be undone stays as it is. */
export function decodeBody(body: string, transferEncoding: string): Uint8Array {
  if (transferEncoding === 'base64') return Buffer.from(body, 'base64')
  if (transferEncoding !== 'quoted-printable') return Buffer.from(body, 'latin1')
  const text = body
    .replaceAll(/[ \t]+(?=\r\n)/g, '')
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(text, 'latin1')
}

export function headerLines(entity: RawEntity, decode: (raw: string) => string): readonly HeaderLine[] {
  return entity.headers.map(({ name, raw }) => ({
    name,
    raw,
    value: decode(raw.replaceAll(/\r\n(?=[ \t])/g, '')),
  }))
}
