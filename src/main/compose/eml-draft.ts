/** A finished message back into a draft: what its bytes say, ready to be edited. */
import PostalMime, { type Address } from 'postal-mime'
import { type DraftAttachment, type DraftContent, EMPTY_DRAFT } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { FileStore } from '../ipc/app-context.ts'

/** Larger files are no mail that anybody could send. */
export const LARGEST_EML = 100 * 1024 * 1024

/** The headers a person sets; everything else belongs to the way the old message went. */
const KEPT =
  /^(?:list-.+|x-(?!mailer$|received|spam|original|google|ms-).+|precedence|in-reply-to|references|importance|priority|auto-submitted|organization)$/

/** A file with none of these is no mail. */
const TELLING = new Set(['from', 'to', 'cc', 'subject', 'date', 'message-id', 'received', 'mime-version'])

/** Throws InputError `invalid-message-file` for what is no message. */
export async function draftOfEml(bytes: Uint8Array, files: Pick<FileStore, 'add'>): Promise<DraftContent> {
  const email = await parse(bytes)
  if (!email.headers.some(({ key }) => isMailHeader(key))) throw noMessage()
  const { subject = '' } = email
  // The last line end of a part belongs to the boundary after it (RFC 2046 section 5.1.1).
  const isMultipart = email.headers.some(
    ({ key, value }) => key === 'content-type' && /^\s*multipart\//i.test(value),
  )
  const own = (part: string): string => (isMultipart ? part.replace(/\n$/, '') : part)
  const html = email.html === undefined ? undefined : own(email.html)
  const text = own(email.text ?? '')
  return {
    ...EMPTY_DRAFT,
    from: mailboxes(email.from)[0] ?? '',
    to: (email.to ?? []).flatMap(mailboxes),
    cc: (email.cc ?? []).flatMap(mailboxes),
    bcc: (email.bcc ?? []).flatMap(mailboxes),
    replyTo: (email.replyTo ?? []).flatMap(mailboxes),
    subject: oneLine(subject),
    headers: headersOf(email.headers),
    body: html === undefined ? { kind: 'plain', source: text } : { kind: 'html', source: html },
    text: html === undefined ? null : text,
    attachments: await attachmentsOf(email.attachments, files),
  }
}

type Email = Awaited<ReturnType<typeof PostalMime.parse>>

async function parse(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer', forceRfc822Attachments: true })
  } catch (error) {
    throw noMessage(error)
  }
}

/** Whether only mail has a header of this name. */
export function isMailHeader(name: string): boolean {
  return TELLING.has(name.toLowerCase())
}

export function noMessage(cause?: unknown): InputError {
  return new InputError(
    'invalid-message-file',
    'This file is no mail message: choose an .eml file with headers such as From and Subject.',
    {},
    { cause },
  )
}

function headersOf(headers: Email['headers']): DraftContent['headers'] {
  const seen = new Set<string>()
  return headers.flatMap(({ key, originalKey, value }) => {
    if (!KEPT.test(key) || seen.has(key)) return []
    seen.add(key)
    return [{ name: originalKey, value: oneLine(value) }]
  })
}

function mailboxes(address: Address | undefined): readonly string[] {
  if (address === undefined) return []
  const list = address.group ?? [address]
  return list.flatMap((mailbox) => (mailbox.address ? [mailboxText(mailbox.name, mailbox.address)] : []))
}

function mailboxText(name: string, address: string): string {
  const shown = oneLine(name).trim()
  if (shown === '') return oneLine(address)
  const isPlain = /^[\p{L}\p{N} !#$%&'*+/=?^_`{|}~-]+$/u.test(shown)
  return `${isPlain ? shown : `"${shown.replaceAll(/["\\]/g, '\\$&')}"`} <${oneLine(address)}>`
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}

async function attachmentsOf(
  attachments: Email['attachments'],
  files: Pick<FileStore, 'add'>,
): Promise<readonly DraftAttachment[]> {
  const kept: DraftAttachment[] = []
  for (const { filename, mimeType, content, contentId } of attachments) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
    const name = filename ?? (mimeType === 'message/rfc822' ? 'message.eml' : 'attachment')
    const info = await files.add(name, mimeType, bytes)
    kept.push({ ...info, contentId: contentId?.replaceAll(/^<|>$/g, '') || null })
  }
  return kept
}
