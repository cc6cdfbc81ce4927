/** A template: compiled once, rendered for every row of the CSV. */
import { InputError } from '../../shared/errors.ts'
import type { AttachmentDocument, MessageDocument } from '../mail/message-file.ts'
import { type CompiledAttachment, FieldCompiler } from './field-compiler.ts'
import type { LiquidText, Row } from './liquid.ts'
import { readTemplate, type TemplateSource } from './template-source.ts'

export interface Recipients {
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
}

/** What a message says of itself before its body. */
export interface TemplateHead {
  /** Undefined where the template names no sender. */
  readonly from: string | undefined
  readonly headers: Readonly<Record<string, string>>
  /** Whether the message has a part that a reader without HTML can show; the same for every row. */
  readonly hasText: boolean
}

/** Rendering throws InputError that names the field of the template, and the column where there is one. */
export interface Template {
  /** Every column the template names, found without a row. */
  readonly fields: readonly string[]
  /** Whether it names who the mail is from; otherwise the profile or the settings must. */
  readonly hasSender: boolean
  /** Only what decides who gets the row; blank addresses are dropped. */
  renderRecipients(row: Row): Recipients
  /** Only what can be told without rendering the body. */
  renderHead(row: Row): TemplateHead
  /** Only what decides which files the row needs; blank where the row names none. */
  renderAttachmentPaths(row: Row): readonly string[]
  render(row: Row): MessageDocument
}

/**
 * Compiles a template file: a JSON message, or YAML front matter followed by the body. `file` names it in
 * errors. Throws InputError `invalid-template` with the line.
 */
export function compileTemplate(source: string, file: string): Template {
  try {
    return compile(readTemplate(source, file))
  } catch (error) {
    // The stack of a parser: of Liquid, Markdown or HTML.
    if (!(error instanceof RangeError)) throw error
    const problem = `${file} is nested too deeply; remove some levels.`
    throw new InputError('invalid-template', problem, { file }, { cause: error })
  }
}

function compile(source: TemplateSource): Template {
  const compiler = new FieldCompiler(source)
  const from = compiler.sender()
  const to = compiler.mailboxes('to')
  const cc = compiler.mailboxes('cc')
  const bcc = compiler.mailboxes('bcc')
  const replyTo = compiler.mailboxes('replyTo')
  const subject = compiler.text('subject')
  const { body, contentSubtype, alternatives } = compiler.body()
  const headers = compiler.headers()
  const attachments = compiler.attachments()
  const charset = compiler.text('charset')
  const date = compiler.text('date')
  const messageId = compiler.text('messageId')
  const hasText =
    alternatives?.some(({ mimetype }) => /^text\/plain\b/i.test(mimetype)) ||
    (contentSubtype?.toLowerCase() !== 'html' && source.document.body?.trim() !== '')
  const renderHeaders = (row: Row) =>
    headers && Object.fromEntries(headers.map(([name, value]) => [name, value.render(row)]))

  return {
    fields: [...compiler.columns],
    hasSender: from !== undefined,
    renderRecipients: (row) => ({
      to: renderMailboxes(to, row) ?? [],
      cc: renderMailboxes(cc, row) ?? [],
      bcc: renderMailboxes(bcc, row) ?? [],
    }),
    renderHead: (row) => ({ from: from?.render(row), headers: renderHeaders(row) ?? {}, hasText }),
    renderAttachmentPaths: (row) =>
      (attachments ?? []).flatMap(({ path }) => (path ? [path.render(row)] : [])),
    render: (row) => ({
      from: from?.render(row),
      to: renderMailboxes(to, row),
      cc: renderMailboxes(cc, row),
      bcc: renderMailboxes(bcc, row),
      replyTo: renderMailboxes(replyTo, row),
      subject: subject?.render(row),
      body: body?.render(row),
      contentSubtype,
      charset: charset?.render(row),
      alternatives: alternatives?.map(({ content, mimetype }) => ({
        content: content.render(row),
        mimetype,
      })),
      headers: renderHeaders(row),
      attachments: attachments?.map((attachment) => renderAttachment(attachment, row)),
      date: date?.render(row),
      messageId: messageId?.render(row),
    }),
  }
}

/** Blanks around an address come from the cell and mean nothing; line breaks are left for validation to refuse. */
function renderMailboxes(
  mailboxes: readonly LiquidText[] | undefined,
  row: Row,
): readonly string[] | undefined {
  if (!mailboxes) return undefined
  const rendered: string[] = []
  for (const mailbox of mailboxes) {
    const text = mailbox.render(row).replace(/^[ \t]+|[ \t]+$/g, '')
    if (text.trim() !== '') rendered.push(text)
  }
  return rendered
}

function renderAttachment(attachment: CompiledAttachment, row: Row): AttachmentDocument {
  return {
    path: attachment.path?.render(row),
    filename: attachment.filename?.render(row),
    content: attachment.content?.render(row),
    contentBase64: attachment.contentBase64?.render(row),
    mimetype: attachment.mimetype?.render(row),
    contentId: attachment.contentId?.render(row),
  }
}
