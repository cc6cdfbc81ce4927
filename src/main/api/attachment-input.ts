/** The forms in which a script may give an attachment, read into the one the core knows. */
import { InputError } from '../../shared/errors.ts'
import type { Attachment, FileAttachment, PartAttachment } from '../../shared/mail-types.ts'
import { fileAttachment } from '../mail/attachments.ts'
import { joinChunks } from '../mail/mime.ts'
import type { MailContext, Sendable } from './sendable.ts'

/** Text, bytes, or a message, which becomes a `message/rfc822` part. */
export type AttachmentContent = string | Uint8Array | Sendable

/** A ready-made part; `mimePart` makes one. */
export type MimePart = PartAttachment

/** An attachment in words: `filename` decides the type where `mimetype` does not. */
export interface AttachmentFields {
  readonly filename?: string | null | undefined
  readonly content: AttachmentContent
  readonly mimetype?: string | null | undefined
  /** For `cid:` links of the HTML, without angle brackets. */
  readonly contentId?: string | undefined
}

export type AttachmentInput =
  | readonly [filename: string | null | undefined, content: AttachmentContent, mimetype?: string | null]
  | AttachmentFields
  | MimePart

/** An attached message keeps being one until the bytes are built, so that it may still be changed. */
interface MessageAttachment {
  readonly kind: 'message'
  readonly filename: string | undefined
  readonly content: Sendable
  readonly mimetype: string
}

export type ReadAttachment = Attachment | MessageAttachment

const RFC822 = 'message/rfc822'

/** Throws an InputError `invalid-attachment` or `invalid-mimetype`. */
export function readAttachment(input: AttachmentInput): ReadAttachment {
  if (isPart(input)) return input
  const { filename, content, mimetype, contentId } = isTuple(input)
    ? { filename: input[0], content: input[1], mimetype: input[2], contentId: undefined }
    : input
  if (isSendable(content)) return messageAttachment(filename ?? undefined, content, mimetype ?? RFC822)
  return fileAttachment(filename ?? undefined, contentOf(content), mimetype ?? undefined, contentId)
}

/** The attachment as the core takes it; an attached message is built here, with the same settings. */
export function finishAttachment(
  input: AttachmentInput | MessageAttachment,
  context: MailContext,
): Attachment {
  const read = readAttachment(input)
  if (read.kind !== 'message') return read
  return fileAttachment(read.filename, joinChunks(read.content.build(context)), read.mimetype)
}

function messageAttachment(
  filename: string | undefined,
  content: Sendable,
  mimetype: string,
): MessageAttachment {
  if (mimetype !== RFC822) throw refusal(`an attached message must be ${RFC822}, not ${mimetype}.`)
  return { kind: 'message', filename, content, mimetype }
}

// Scripts in JavaScript get here without the compiler's help; what follows is theirs.

export function isPart(input: unknown): input is MimePart {
  return typeof input === 'object' && input !== null && 'bytes' in input && input.bytes instanceof Uint8Array
}

function isTuple(input: AttachmentInput): input is Extract<AttachmentInput, readonly unknown[]> {
  return Array.isArray(input)
}

function isSendable(content: unknown): content is Sendable {
  return typeof content === 'object' && content !== null && 'build' in content
}

function contentOf(content: string | Uint8Array): FileAttachment['content'] {
  if (content === undefined || content === null) throw refusal('content must be provided.')
  if (typeof content === 'string' || content instanceof Uint8Array) return content
  throw refusal('content must be text, bytes or an EmailMessage.')
}

export function refusal(problem: string): InputError {
  return new InputError('invalid-attachment', `attachments: ${problem}`, { field: 'attachments' })
}
