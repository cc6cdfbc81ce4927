/** Turns what a person attaches into an attachment: its name, its type, and whether it is text. */
import { isUtf8 } from 'node:buffer'
import { extname } from 'node:path'
import { lookup } from 'mime-types'
import { InputError } from '../../shared/errors.ts'
import type { FileAttachment } from '../../shared/mail-types.ts'
import { isText, isUtf8Label, type MediaType, parseMediaType } from './media-type.ts'
import { visible } from './visible.ts'

const binary = 'application/octet-stream'

/** Controls, line separators and the characters that reorder text (Unicode TR 36: `fdp.exe` shown as `exe.pdf`). */
const deceptive = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u

/** Letters that mean the same in a header, a URL and HTML, so that `cid:` links can be matched as text. */
const contentIdPattern = /^[\w!#$%*+\-./=?^{|}~@]{1,200}$/

/** The type of a file by its extension; `application/octet-stream` where that tells nothing. */
export function guessMimetype(filename: string): string {
  const extension = extname(filename)
  return (extension !== '' && lookup(extension)) || binary
}

/**
 * An attachment from the content of a file. Without `mimetype` the name decides; text that is not UTF-8
 * becomes `application/octet-stream`. Throws InputError `invalid-attachment` or `invalid-mimetype`.
 */
export function fileAttachment(
  filename: string | undefined,
  content: string | Uint8Array,
  mimetype?: string,
  contentId?: string,
): FileAttachment {
  // JavaScript callers and JSON reach this without the compiler's help.
  if (content === undefined || content === null) throw refusal('attachments', 'content must be provided.')
  const name = filename === undefined ? undefined : attachmentName(filename, 'attachments')
  if (contentId !== undefined) checkContentId(contentId, 'attachments')
  const type = mimetype ?? (name === undefined ? binary : guessMimetype(name))
  const isBinary = attachmentType(type, content, 'attachments').essence === binary
  return {
    kind: 'file',
    filename: name,
    content,
    mimetype: isBinary ? binary : type,
    ...(contentId === undefined ? {} : { contentId }),
  }
}

/** The type a file attachment goes by: bytes labelled text must be in the charset named, UTF-8 by default. */
export function attachmentType(mimetype: string, content: string | Uint8Array, field: string): MediaType {
  const type = parseMediaType(mimetype, field)
  if (!isText(type) || typeof content === 'string') return type
  return isUtf8Label(type.params.charset) && !isUtf8(content) ? { essence: binary, params: {} } : type
}

/** The last segment of a path, refused where it could deceive the reader or damage the header. */
export function attachmentName(filename: string, field: string): string {
  const name = filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1)
  if (['', '.', '..'].includes(name.trim())) throw refusal(field, `${visible(filename)} has no file name.`)
  if (deceptive.test(name) || !name.isWellFormed()) {
    throw refusal(
      field,
      `the name ${visible(name)} contains control or text-direction characters; rename it.`,
    )
  }
  return name
}

export function checkContentId(contentId: string, field: string): void {
  if (!contentIdPattern.test(contentId)) {
    throw refusal(
      field,
      `the content ID ${visible(contentId)} may only contain letters, digits and !#$%*+-./=?^_{|}~@.`,
    )
  }
}

function refusal(field: string, problem: string): InputError {
  return new InputError('invalid-attachment', `${field}: ${problem}`, { field })
}
