/** From a message document to a message: defaults filled in, attachments read. */
import { resolve } from 'node:path'
import { type ErrorCode, InputError, MailwrightError } from '../../shared/errors.ts'
import type { Attachment, Message } from '../../shared/mail-types.ts'
import { fileAttachment } from './attachments.ts'
import type { AttachmentDocument, MessageDocument } from './message-file.ts'
import { visible } from './visible.ts'

/** Reads a whole file. Rejects for anything that is not a regular file it may read. */
export interface FileReader {
  read(path: string): Promise<Uint8Array>
}

export interface LoadContext {
  /** Folder that attachment paths are relative to. */
  readonly baseDir: string
  readonly files: FileReader
  /** What a message gets that does not say otherwise. */
  readonly defaults: {
    readonly from: string
    readonly replyTo?: readonly string[] | undefined
    readonly charset: string
  }
}

/** The path an attachment is read from. */
export function attachmentPath(baseDir: string, path: string): string {
  return resolve(baseDir, path)
}

/** Throws InputError for an attachment that cannot be read or used, with `attachments[i]…` as its field. */
export async function loadMessage(document: MessageDocument, context: LoadContext): Promise<Message> {
  const attachments: Attachment[] = []
  for (const [index, attachment] of (document.attachments ?? []).entries()) {
    attachments.push(await loadAttachment(attachment, `attachments[${index}]`, context))
  }
  const { from, replyTo = [], charset } = context.defaults
  return {
    subject: document.subject ?? '',
    body: document.body ?? '',
    from: document.from ?? from,
    to: document.to ?? [],
    cc: document.cc ?? [],
    bcc: document.bcc ?? [],
    replyTo: document.replyTo ?? replyTo,
    headers: document.headers ?? {},
    contentSubtype: document.contentSubtype ?? 'plain',
    charset: document.charset ?? charset,
    alternatives: document.alternatives ?? [],
    attachments,
  }
}

async function loadAttachment(
  document: AttachmentDocument,
  field: string,
  context: LoadContext,
): Promise<Attachment> {
  const { path, content, contentBase64, mimetype, contentId } = document
  if (path !== undefined) {
    const bytes = await readAttachment(path, `${field}.path`, context)
    return fileAttachment(document.filename ?? path, bytes, mimetype, contentId)
  }
  const given = content ?? decodeBase64(contentBase64 ?? '', `${field}.contentBase64`)
  return fileAttachment(document.filename, given, mimetype, contentId)
}

async function readAttachment(
  path: string,
  field: string,
  { baseDir, files }: LoadContext,
): Promise<Uint8Array> {
  if (path.trim() === '') {
    throw new InputError('missing-attachment', `${field} is blank: give the path of a file.`, { field })
  }
  try {
    return await files.read(attachmentPath(baseDir, path))
  } catch (error) {
    throw readError(error, path, field)
  }
}

/** The reader's own words where it has some, with the field that named the file. */
function readError(error: unknown, path: string, field: string): Error {
  const known = error instanceof MailwrightError ? error : undefined
  const code: ErrorCode = known?.code ?? 'unreadable-file'
  const problem = error instanceof Error ? error.message : String(error)
  const message = `${field}: the attachment ${visible(path)} cannot be read: ${problem}`
  return new InputError(code, message, { ...known?.place, field }, { cause: error })
}

/** RFC 4648 section 4; line breaks are fine, as in MIME. */
function decodeBase64(text: string, field: string): Uint8Array {
  const letters = text.replace(/[ \t\r\n]+/g, '')
  const padded = letters.length % 4 === 0 || !letters.includes('=')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(letters) || !padded || letters.replace(/=+$/, '').length % 4 === 1) {
    throw new InputError('invalid-attachment', `${field} is not base64: encode the content again.`, { field })
  }
  return Buffer.from(letters, 'base64')
}
