/** Re-encodes what cannot travel as it is inside a finished MIME entity, e.g. an attached message. */
import { isAscii } from 'node:buffer'
import { InputError } from '../../shared/errors.ts'
import {
  contentTypeOf,
  type Entity,
  headerOf,
  joinEntity,
  splitEntity,
  splitMultipart,
  withHeader,
} from './entity.ts'
import { linesFit, trimBlanksAtEnd } from './lines.ts'
import { asBuffer, latin1 } from './octets.ts'
import { base64Body, type EncodedBody, encodeTextBody } from './transfer-encoding.ts'
import { visible } from './visible.ts'

export interface Passage {
  /** Whether octets above 127 may stay. */
  readonly eightBit: boolean
  /** Where the entity came from, for errors. */
  readonly field: string
}

const transferEncoding = 'Content-Transfer-Encoding'

/** Deeper nesting is an attack or a mail loop, not a message. */
const maxDepth = 100

/**
 * Returns the entity with every leaf that the passage cannot carry (octets above 127 where they may not
 * stay, lines over 998 octets, NUL) in quoted-printable or base64 instead; all else keeps its octets.
 * `bytes` has CRLF line ends only. Throws InputError `invalid-attachment` for what no re-encoding can mend.
 */
export function reencode(bytes: Uint8Array, passage: Passage): Uint8Array {
  return reencodeEntity(bytes, passage, 'text/plain', 0)
}

function reencodeEntity(bytes: Uint8Array, passage: Passage, defaultType: string, depth: number): Uint8Array {
  if (fits(bytes, passage)) return bytes
  if (depth > maxDepth) throw refusal(passage, 'is nested too deeply')
  const entity = splitEntity(bytes)
  if (!fits(Buffer.from(entity.headers, 'latin1'), passage)) {
    throw refusal(passage, 'has a header with a raw 8-bit character, a NUL or a line over 998 octets')
  }
  const { essence, boundary } = contentTypeOf(entity, defaultType)
  const isIdentity = /^(?:7bit|8bit|binary|)$/i.test(encodingOf(entity))
  if (isIdentity && essence.startsWith('multipart/')) {
    return reencodeMultipart(
      entity,
      boundary,
      passage,
      essence === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
      depth,
    )
  }
  if (isIdentity && essence === 'message/rfc822') {
    return joinContainer(entity, reencodeEntity(entity.body, passage, 'text/plain', depth + 1), passage)
  }
  const { encoding, body } = encodeLeaf(decodeBody(entity, passage), essence)
  return joinEntity({
    headers: withHeader(entity.headers, transferEncoding, encoding),
    body: typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
  })
}

function reencodeMultipart(
  entity: Entity,
  boundary: string | undefined,
  passage: Passage,
  defaultType: string,
  depth: number,
): Uint8Array {
  const parts = boundary === undefined ? [] : splitMultipart(entity.body, boundary)
  if (parts.length === 0) throw refusal(passage, 'has a multipart whose boundary cannot be found')
  const pieces = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n`, 'latin1'),
    reencodeEntity(part, passage, defaultType, depth + 1),
    Buffer.from('\r\n'),
  ])
  return joinContainer(
    entity,
    Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`, 'latin1')]),
    passage,
  )
}

/** A container is labelled by what it contains (RFC 2045 section 6.4). */
function joinContainer(entity: Entity, body: Uint8Array, passage: Passage): Uint8Array {
  const isLabelled = !passage.eightBit && headerOf(entity, transferEncoding) !== undefined
  return joinEntity({
    headers: isLabelled ? withHeader(entity.headers, transferEncoding, '7bit') : entity.headers,
    body,
  })
}

function encodeLeaf(content: Uint8Array, essence: string): EncodedBody {
  if (!essence.startsWith('text/')) return base64Body(content)
  const encoded = encodeTextBody(content, false)
  // A soft line break could move `--boundary` of an enclosing multipart to the start of a line.
  return typeof encoded.body === 'string' && /^--/m.test(encoded.body) ? base64Body(content) : encoded
}

function decodeBody(entity: Entity, passage: Passage): Uint8Array {
  const encoding = encodingOf(entity)
  switch (encoding) {
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return entity.body
    case 'base64':
      return Buffer.from(latin1(entity.body), 'base64')
    case 'quoted-printable':
      return decodeQuotedPrintable(latin1(entity.body))
    default:
      throw refusal(passage, `uses the unknown transfer encoding ${visible(encoding)}`)
  }
}

function decodeQuotedPrintable(text: string): Uint8Array {
  // RFC 2045 section 6.7 rule 3: blanks at the end of a line were added on the way.
  const lines = text.split('\r\n').map(trimBlanksAtEnd)
  const joined = lines.join('\r\n').replace(/=(?:\r\n|$)/g, '')
  const decoded = joined.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(decoded, 'latin1')
}

function encodingOf(entity: Entity): string {
  return headerOf(entity, transferEncoding)?.toLowerCase() ?? ''
}

function fits(bytes: Uint8Array, passage: Passage): boolean {
  return (passage.eightBit || isAscii(bytes)) && linesFit(bytes) && !asBuffer(bytes).includes(0)
}

function refusal({ field }: Passage, problem: string): InputError {
  const message = `${field}: an attached message ${problem}, so it cannot be sent as a message; attach it in a ZIP archive.`
  return new InputError('invalid-attachment', message, { field })
}
