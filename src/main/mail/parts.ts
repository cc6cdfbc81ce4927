/** The parts a message is made of: each knows its Content-* headers and its encoded body. */
import { isAscii } from 'node:buffer'
import { InputError } from '../../shared/errors.ts'
import type { FileAttachment } from '../../shared/mail-types.ts'
import { attachmentName, attachmentType, checkContentId } from './attachments.ts'
import { encodeText } from './charset.ts'
import { parameterHeaderLine } from './headers.ts'
import { crlfBytes, crlfText } from './lines.ts'
import { isText, type MediaType } from './media-type.ts'
import { reencode } from './reencode.ts'
import { base64Body, type EncodedBody, encodeTextBody, isSevenBit } from './transfer-encoding.ts'

export type Part = LeafPart | ReadyPart | MultipartPart

export interface LeafPart extends EncodedBody {
  readonly kind: 'leaf'
  /** The Content-* lines, each ending in CRLF. */
  readonly headers: string
}

/** Header block, blank line and body in one, checked. */
export interface ReadyPart {
  readonly kind: 'ready'
  readonly bytes: Uint8Array
}

export interface MultipartPart {
  readonly kind: 'multipart'
  readonly subtype: 'mixed' | 'alternative' | 'related'
  readonly parts: readonly Part[]
}

/** A part that stands for an attachment, and the name HTML may call it by. */
export interface AttachedPart {
  readonly part: Part
  readonly contentId: string | undefined
}

export interface TextOptions {
  readonly charset: string
  readonly unencodable: 'error' | 'utf-8'
}

/** Where quoted-printable stays legible. */
const latinText = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u
/** Up to here base64 could save nothing worth having. */
const shortText = 250

/** A body or alternative. Line ends become CRLF. Throws InputError for NUL and for what the charset lacks. */
export function textPart(text: string, type: MediaType, options: TextOptions, field: string): LeafPart {
  if (text.includes('\0')) {
    throw new InputError('invalid-content', `${field} contains a NUL character; remove it.`, { field })
  }
  const { bytes, charset } = encodeText(crlfText(text), options.charset, options.unencodable, field)
  const encoded: EncodedBody = isSevenBit(bytes)
    ? { encoding: '7bit', body: bytes }
    : encodeTextBody(bytes, text.length <= shortText && latinText.test(text))
  return leaf(type.essence, { ...type.params, charset }, encoded)
}

/** An alternative whose octets are not ours to touch. */
export function binaryPart(content: string | Uint8Array, type: MediaType, field: string): LeafPart {
  return leaf(type.essence, type.params, base64Body(octets(content, 'utf-8', field)))
}

/**
 * An attached file: octets kept exactly, in base64, except that RFC 2046 section 5.2.1 wants message/rfc822
 * as it is. The name stands in Content-Disposition only (RFC 2183); a second copy in the `name` parameter
 * of Content-Type would be one more thing for clients and filters to disagree about.
 */
export function filePart(file: FileAttachment, field: string): AttachedPart {
  const type = attachmentType(file.mimetype, file.content, field)
  const bytes = octets(file.content, type.params.charset ?? 'utf-8', field)
  const params = isText(type) ? { charset: 'utf-8', ...type.params } : type.params
  const encoded = type.essence === 'message/rfc822' ? messageBody(bytes, field) : base64Body(bytes)
  const name = file.filename === undefined ? {} : { filename: attachmentName(file.filename, field) }
  let headers = parameterHeaderLine(
    'Content-Disposition',
    file.contentId === undefined ? 'attachment' : 'inline',
    name,
  )
  if (file.contentId !== undefined) {
    checkContentId(file.contentId, field)
    headers += `Content-ID: <${file.contentId}>\r\n`
  }
  return { part: leaf(type.essence, params, encoded, headers), contentId: file.contentId }
}

function messageBody(content: Uint8Array, field: string): EncodedBody {
  // A copy: what the caller does to its octets later must not reach the message.
  const bytes = reencode(crlfBytes(Buffer.from(content)), { eightBit: true, field })
  return { encoding: isAscii(bytes) ? '7bit' : '8bit', body: bytes }
}

function leaf(essence: string, params: MediaType['params'], encoded: EncodedBody, more = ''): LeafPart {
  const headers = `${parameterHeaderLine('Content-Type', essence, params)}Content-Transfer-Encoding: ${encoded.encoding}\r\n${more}`
  return { kind: 'leaf', headers, ...encoded }
}

function octets(content: string | Uint8Array, charset: string, field: string): Uint8Array {
  return typeof content === 'string' ? encodeText(content, charset, 'error', field).bytes : content
}
