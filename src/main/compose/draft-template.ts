/** A draft with placeholders as the source of a template: what the command line would read from a file. */
import type { DraftContent, DraftHeader } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { AttachmentDocument, MessageDocument } from '../mail/message-file.ts'
import { escapeHtml } from '../template/engine.ts'
import { scanLiquid } from '../template/liquid-scan.ts'
import { LiquidTokens } from '../template/liquid-tokens.ts'
import { htmlDocument, markdownToHtml } from '../template/markdown.ts'

/** A file that goes with every row. */
export interface FixedAttachment {
  readonly path: string
  readonly name: string
  readonly mimetype: string
  readonly contentId: string | null
}

export interface DraftTemplateOptions {
  /** The column each row's recipient stands in, where To names nobody. */
  readonly addressColumn: string
  /** Liquid for the name of a file that belongs to the row; '' for none. */
  readonly attachmentTemplate: string
  readonly attachments: readonly FixedAttachment[]
  /** That of the profile. */
  readonly charset: string
}

/** What errors call the template: there is no file. */
export const TEMPLATE_FILE = 'The message'

const PLACEHOLDER = /\{[{%]/

/** Throws InputError for what cannot be the same message to each row. */
export function draftTemplate(content: DraftContent, options: DraftTemplateOptions): string {
  const { body } = content
  const document: MessageDocument = {
    ...(content.from.trim() === '' ? {} : { from: content.from }),
    to: recipients(content, options.addressColumn),
    ...listUnlessEmpty('cc', content.cc),
    ...listUnlessEmpty('bcc', content.bcc),
    ...listUnlessEmpty('replyTo', content.replyTo),
    subject: content.subject,
    charset: literal(options.charset),
    ...headersOf(content.headers),
    ...attachmentsOf(options),
  }
  if (body.kind === 'markdown' && content.text === null) return frontMatter(content, document)
  return JSON.stringify({ ...document, ...bodyOf(content, options.charset) })
}

/** `{{ row["First name"] }}`: right for any name a column can have. */
export function columnReference(column: string): string {
  const escaped = column.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return `{{ row["${escaped}"] }}`
}

/** An address without placeholder in To would get one message for each row of the list. */
function recipients({ to }: DraftContent, addressColumn: string): readonly string[] {
  const named = to.filter((mailbox) => mailbox.trim() !== '')
  if (named.length === 0) return [columnReference(addressColumn)]
  if (named.some((mailbox) => PLACEHOLDER.test(mailbox))) return named
  throw new InputError(
    'bad-argument',
    `To names ${named.join(', ')} for every row of the list: leave To empty, or write a field such as {{ email }} there.`,
    { field: 'to' },
  )
}

function listUnlessEmpty(
  key: 'cc' | 'bcc' | 'replyTo',
  given: readonly string[],
): Partial<Record<typeof key, readonly string[]>> {
  const mailboxes = given.filter((mailbox) => mailbox.trim() !== '')
  return mailboxes.length === 0 ? {} : { [key]: mailboxes }
}

function headersOf(headers: readonly DraftHeader[]): Pick<MessageDocument, 'headers'> {
  const named = headers.filter(({ name, value }) => name.trim() !== '' || value.trim() !== '')
  const seen = new Set<string>()
  for (const { name } of named) {
    if (seen.has(name.toLowerCase()))
      throw new InputError('bad-header', `The header ${name} is there twice: remove one of them.`, {
        field: name,
      })
    seen.add(name.toLowerCase())
  }
  if (named.length === 0) return {}
  return { headers: Object.fromEntries(named.map(({ name, value }) => [name, value])) }
}

function attachmentsOf({
  attachmentTemplate,
  attachments,
}: DraftTemplateOptions): Pick<MessageDocument, 'attachments'> {
  const fixed = attachments.map(({ path, name, mimetype, contentId }): AttachmentDocument => {
    const document = { path: literal(path), filename: literal(name), mimetype: literal(mimetype) }
    return contentId === null ? document : { ...document, contentId: literal(contentId) }
  })
  const own = attachmentTemplate.trim()
  if (own !== '') refuseFolders(own)
  const all = own === '' ? fixed : [...fixed, { path: own }]
  return all.length === 0 ? {} : { attachments: all }
}

/** Rows choose among the files of the mass send; nothing written here may lead anywhere else. */
function refuseFolders(template: string): void {
  const start = template.search(PLACEHOLDER)
  const written = start < 0 ? template : template.slice(0, start)
  if (!/[/\\]|^[a-z]:|^\.\.$/i.test(written)) return
  throw new InputError(
    'unsafe-path',
    `The attachment name ${template} begins with a folder: write the name of a file only, such as {{ file }}.`,
    { field: 'attachmentTemplate' },
  )
}

/** Text that no Liquid works on. */
function literal(text: string): string {
  return text.replace(/\{(?=[{%]|$)/g, '{% raw %}{{% endraw %}')
}

type Body = Pick<MessageDocument, 'body' | 'contentSubtype' | 'alternatives'>

/** As a single message has it; where no text was written by hand, it is made when the template is compiled. */
function bodyOf(content: DraftContent, charset: string): Body {
  const { text } = content
  const { kind, source } = content.body
  if (kind === 'plain') return { body: source }
  const html = kind === 'html' ? source : htmlOf(kind, content, charset)
  if (text === null) return { body: html, contentSubtype: 'html' }
  return { body: text, alternatives: [{ content: html, mimetype: 'text/html' }] }
}

/** Every piece of Liquid is an inert word while the rest becomes HTML. */
function htmlOf(
  kind: 'rich' | 'markdown',
  { body: { source }, subject, language }: DraftContent,
  charset: string,
): string {
  const tokens = new LiquidTokens([source, subject, charset])
  const protect = (text: string, field: string): string =>
    tokens.protect(scanLiquid(text, { file: TEMPLATE_FILE, field, lineOf: (line) => line }))
  const body = protect(source, 'body')
  const html = htmlDocument({
    body: kind === 'markdown' ? markdownToHtml(body, tokens) : `${body}\n`,
    title: escapeHtml(protect(subject, 'subject')),
    charset: escapeHtml(charset),
    language,
  })
  return tokens.restore(html)
}

/** YAML takes every JSON, and only front matter knows Markdown that is its own text part. */
function frontMatter({ body, language }: DraftContent, document: MessageDocument): string {
  const ownLanguage = language === null ? {} : { language }
  const settings = JSON.stringify({ ...document, format: 'markdown', ...ownLanguage }).replace(
    // What JSON leaves as it is and YAML does not take, or takes for the end of a line.
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `---\n${settings}\n---\n${body.source}`
}
