/** A message as a script writes it: every field may change until the bytes are built. */
import type { Alternative, MessageStamp, MimeMessage, MimePolicy } from '../../shared/mail-types.ts'
import { formatDate } from '../mail/date.ts'
import { buildMime, joinChunks } from '../mail/mime.ts'
import { readRegularFile } from '../platform/disk-files.ts'
import {
  type AttachmentContent,
  type AttachmentInput,
  finishAttachment,
  isPart,
  type MimePart,
  readAttachment,
  refusal,
} from './attachment-input.ts'
import type { Connection } from './connection.ts'
import { defaultContext, type SendOptions, withConnection } from './get-connection.ts'
import { type EmailOptions, type HeaderValue, type PositionalFields, readFields } from './message-fields.ts'
import type { MailContext, Sendable } from './sendable.ts'
import { copyList, readAddresses, readText, type Text } from './text.ts'

/**
 * One object is one message: its Message-ID and Date are made once, so what `message()` showed is what
 * `send()` sends.
 */
export class EmailMessage implements Sendable {
  subject: Text
  body: Text
  /** The settings' own sender where it is empty. */
  from: Text | null
  to: (Text | null | undefined)[]
  cc: (Text | null | undefined)[]
  bcc: (Text | null | undefined)[]
  /** The settings' own where it is empty. */
  replyTo: (Text | null | undefined)[]
  /** A header given here replaces the one made from the fields, but never the envelope. */
  headers: Record<string, HeaderValue>
  attachments: AttachmentInput[]
  /** Used by `send`, and its profile's rules by `message`. */
  connection: Connection | null
  /** Subtype of the body, e.g. `html`. */
  contentSubtype: string
  /** The profile's own where it is empty. */
  charset: string | null
  /** What this message asks for in place of its profile's rules. */
  policy: Partial<MimePolicy>
  #stamp: MessageStamp | null = null

  /** Throws a TypeError where a list of addresses is something else, an InputError for an unknown field. */
  constructor(options?: EmailOptions)
  constructor(...fields: PositionalFields)
  constructor(...args: [EmailOptions?] | PositionalFields) {
    const fields = readFields(args)
    this.subject = fields.subject ?? ''
    this.body = fields.body ?? ''
    this.from = fields.from ?? null
    this.to = copyList<Text | null | undefined>('to', fields.to)
    this.cc = copyList<Text | null | undefined>('cc', fields.cc)
    this.bcc = copyList<Text | null | undefined>('bcc', fields.bcc)
    this.replyTo = copyList<Text | null | undefined>('replyTo', fields.replyTo)
    this.connection = fields.connection ?? null
    this.attachments = copyList<AttachmentInput>('attachments', fields.attachments).map(readAttachment)
    this.headers = { ...fields.headers }
    this.contentSubtype = fields.contentSubtype ?? 'plain'
    this.charset = fields.charset ?? null
    this.policy = { ...fields.policy }
  }

  /** To, cc and bcc in that order, without empty places. A subclass may add others: they get a blind copy. */
  recipients(): string[] {
    return [
      ...readAddresses('to', this.to),
      ...readAddresses('cc', this.cc),
      ...readAddresses('bcc', this.bcc),
    ]
  }

  /** Attaches a ready-made part, or content under a name; the name decides the type unless it is given. */
  attach(part: MimePart): void
  attach(
    filename: string | null | undefined,
    content: AttachmentContent,
    mimetype?: string | null,
    contentId?: string,
  ): void
  attach(
    first: MimePart | string | null | undefined,
    content?: AttachmentContent,
    mimetype?: string | null,
    contentId?: string,
  ): void {
    if (isPart(first)) {
      if ((content ?? mimetype ?? contentId) !== undefined) {
        throw refusal('content and mimetype must not be given when a ready-made part is.')
      }
      this.attachments.push(first)
      return
    }
    if (content === undefined || content === null) throw refusal('content must be provided.')
    this.attachments.push(readAttachment({ filename: first, content, mimetype, contentId }))
  }

  /** Reads the file now. Rejects with an InputError or EnvironmentError that names it. */
  async attachFile(path: string, mimetype?: string | null, contentId?: string): Promise<void> {
    this.attach(path, await readRegularFile(path), mimetype, contentId)
  }

  /** The bytes a backend would get. Rejects with the typed error of the field at fault. */
  async message(): Promise<Buffer> {
    const context = this.connection?.context ?? (await defaultContext())
    return Buffer.from(joinChunks(this.build(context)))
  }

  /**
   * Sends through `connection` or a new one: 1 when every recipient was accepted, 0 when there is nobody
   * to send to. Anything else rejects with the typed error of the message, a DeliveryError, or a
   * SessionError; with `failSilently` it is 0.
   */
  async send(options: SendOptions = {}): Promise<number> {
    const { connection = this.connection, ...rest } = options
    if (this.recipients().length === 0) return 0
    return withConnection({ connection, ...rest }, async (open, failSilently) => {
      const { sent, results } = await open.sendMessages([this], { failSilently })
      const error = results[0]?.error
      if (error && !failSilently) throw error
      return sent
    })
  }

  build(context: MailContext): MimeMessage {
    const policy = { ...context.policy, ...this.policy }
    const to = readAddresses('to', this.to)
    const cc = readAddresses('cc', this.cc)
    const replyTo = readAddresses('replyTo', this.replyTo)
    const visible = new Set([...to, ...cc])
    const message = {
      subject: readText('subject', this.subject),
      body: readText('body', this.body),
      from: readText('from', this.from) || context.defaults.from,
      to,
      cc,
      bcc: this.recipients().filter((address) => !visible.has(address)),
      replyTo: replyTo.length > 0 ? replyTo : context.defaults.replyTo,
      headers: headerTexts(this.headers, policy.timeZone),
      contentSubtype: this.contentSubtype,
      charset: this.charset || context.defaults.charset,
      alternatives: this.readAlternatives(),
      attachments: copyList<AttachmentInput>('attachments', this.attachments).map((attachment) =>
        finishAttachment(attachment, context),
      ),
    }
    this.#stamp ??= context.newStamp()
    return buildMime(message, this.#stamp, policy, context.signer)
  }

  /** The other representations of the body, for subclasses that have any. */
  protected readAlternatives(): readonly Alternative[] {
    return []
  }
}

function headerTexts(
  headers: Readonly<Record<string, HeaderValue>>,
  timeZone: string,
): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(
    given.map(([name, value]) => [
      name,
      value instanceof Date ? formatDate(value, timeZone) : readText(name, value),
    ]),
  )
}
