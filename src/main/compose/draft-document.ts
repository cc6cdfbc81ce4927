/** From a draft to the message document that preview, sending and export build alike. */
import type { DraftContent, DraftHeader } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { FileStore } from '../ipc/app-context.ts'
import type { AttachmentDocument, MessageDocument } from '../mail/message-file.ts'
import { escapeHtml } from '../template/engine.ts'
import { htmlToText } from '../template/html-text.ts'
import { LiquidTokens } from '../template/liquid-tokens.ts'
import { htmlDocument, markdownToHtml } from '../template/markdown.ts'

/** `charset` is the one the profile gives. Throws InputError for headers given twice and files that are gone. */
export function draftDocument(
  content: DraftContent,
  files: Pick<FileStore, 'path'>,
  charset = 'utf-8',
): MessageDocument {
  const attachments = content.attachments.map(
    ({ token, name, mimetype, contentId }): AttachmentDocument => ({
      path: files.path(token),
      filename: name,
      mimetype,
      contentId: contentId ?? undefined,
    }),
  )
  return { ...documentWithoutFiles(content, charset), attachments }
}

/** All of it but the attachments. */
export function documentWithoutFiles(content: DraftContent, charset: string): MessageDocument {
  const { from, to, cc, bcc, replyTo, subject } = content
  return {
    from: from.trim() === '' ? undefined : from,
    to: written(to),
    cc: written(cc),
    bcc: written(bcc),
    replyTo: written(replyTo).length === 0 ? undefined : written(replyTo),
    subject,
    headers: headersOf(content.headers),
    ...bodyOf(content, charset),
  }
}

/** A line left empty in the editor is no recipient. */
function written(addresses: readonly string[]): readonly string[] {
  return addresses.filter((address) => address.trim() !== '')
}

function headersOf(headers: readonly DraftHeader[]): Readonly<Record<string, string>> {
  const seen = new Set<string>()
  for (const { name } of headers) {
    const key = name.toLowerCase()
    if (seen.has(key)) {
      throw new InputError('bad-header', `The header ${name} is given twice: remove one of them.`, {
        field: 'headers',
      })
    }
    seen.add(key)
  }
  return Object.fromEntries(headers.map(({ name, value }) => [name, value]))
}

type Body = Pick<MessageDocument, 'body' | 'contentSubtype' | 'alternatives'>

/** A text written by hand and left empty asks for a message of HTML alone. */
function bodyOf(content: DraftContent, charset: string): Body {
  const { text } = content
  const { kind, source } = content.body
  if (kind === 'plain') return { body: source }
  const html = kind === 'html' ? source : htmlOf(kind, content, charset)
  if (text !== null && text.trim() === '') return { body: html, contentSubtype: 'html' }
  const made = kind === 'markdown' ? source : htmlToText(html, new LiquidTokens([html]))
  return { body: text ?? made, alternatives: [{ content: html, mimetype: 'text/html' }] }
}

function htmlOf(
  kind: 'rich' | 'markdown',
  { body: { source }, subject, language }: DraftContent,
  charset: string,
): string {
  const body = kind === 'markdown' ? markdownToHtml(source, new LiquidTokens([source])) : `${source}\n`
  return htmlDocument({ body, title: escapeHtml(subject), charset: escapeHtml(charset), language })
}
