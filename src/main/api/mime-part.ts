/** Makes a ready-made part, for what `attach(filename, content, mimetype)` cannot say. */
import { attachmentName, checkContentId } from '../mail/attachments.ts'
import { parameterHeaderLine } from '../mail/headers.ts'
import { parseMediaType } from '../mail/media-type.ts'
import { encodeBase64 } from '../mail/transfer-encoding.ts'
import { type MimePart, refusal } from './attachment-input.ts'

export interface MimePartFields {
  readonly mimetype: string
  /** Text is sent as UTF-8. */
  readonly content: string | Uint8Array
  readonly disposition: 'attachment' | 'inline'
  readonly filename?: string
  /** Without angle brackets. */
  readonly contentId?: string
}

/** A part in base64. Throws an InputError `invalid-attachment` or `invalid-mimetype`. */
export function mimePart({ mimetype, content, disposition, filename, contentId }: MimePartFields): MimePart {
  const type = parseMediaType(mimetype, 'mimetype')
  if (type.essence.startsWith('message/')) {
    // RFC 2046 section 5.2.1 forbids base64 here.
    throw refusal(`${type.essence} cannot be a ready-made part; attach it with its mimetype instead.`)
  }
  const charset = typeof content === 'string' ? { charset: 'utf-8' } : {}
  const name = filename === undefined ? {} : { filename: attachmentName(filename, 'filename') }
  if (contentId !== undefined) checkContentId(contentId, 'contentId')
  const head = [
    parameterHeaderLine('Content-Type', type.essence, { ...type.params, ...charset }),
    'Content-Transfer-Encoding: base64\r\n',
    parameterHeaderLine('Content-Disposition', disposition, name),
    contentId === undefined ? '' : `Content-ID: <${contentId}>\r\n`,
    '\r\n',
  ]
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  return { kind: 'part', bytes: Buffer.concat([Buffer.from(head.join('')), encodeBase64(bytes)]) }
}
