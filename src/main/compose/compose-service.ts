/** One message: previewed, sent, exported. All of it takes the same road to the same bytes. */
import { readFile } from 'node:fs/promises'
import { type DraftContent, EMPTY_DRAFT, type FileInfo, type FileToken } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { MessageStamp, MimeMessage, SendResult } from '../../shared/mail-types.ts'
import type { SuppressedRecipient } from '../../shared/suppression-types.ts'
import type { MessageView } from '../../shared/view-types.ts'
import { viewMessage } from '../inspect/view-message.ts'
import type { AppContext } from '../ipc/app-context.ts'
import { joinChunks } from '../mail/mime.ts'
import { withSender } from '../mail/sender.ts'
import { testMail } from '../mail/test-mail.ts'
import { commandLine } from './command-line.ts'
import { draftDocument } from './draft-document.ts'
import { draftOfEml, isMailHeader, LARGEST_EML, noMessage } from './eml-draft.ts'
import { spread } from './spread.ts'
import { suppressedRecipients, withoutRecipients } from './suppressed.ts'

/** What is kept of a message before anything is written to a server. */
export interface Dispatched {
  readonly content: DraftContent
  /** Goes when the message has left; it stays when nobody got it. */
  readonly draft: string | null
  readonly profile: string
  readonly mime: MimeMessage
  /** Milliseconds since 1970. */
  readonly sendsAt: number
  readonly text: string
}

/** The way into the outbox. */
export interface Dispatch {
  enqueue(message: Dispatched): string
  /** Now, and resolves with what became of it; where no server could be asked it throws and nothing is kept. */
  deliver(message: Dispatched): Promise<SendResult>
  undo(id: string): boolean
}

export interface ComposeParts extends Pick<AppContext, 'core' | 'files' | 'pages'> {
  readonly outbox: Dispatch
}

/** Milliseconds after which a preview gets another Date: nobody wants to send yesterday's. */
const LONGEST_SESSION = 10 * 60_000

type Profile = ReturnType<AppContext['core']['resolveProfile']>

export class ComposeService {
  readonly #parts: ComposeParts
  /** Of the preview, and then of the message sent after it: what was seen is what leaves. */
  #stamp: MessageStamp | null = null

  constructor(parts: ComposeParts) {
    this.#parts = parts
  }

  async preview(content: DraftContent): Promise<MessageView> {
    const mime = await this.#build(content, this.#profileOf(content))
    return viewMessage(joinChunks(mime), mime.envelope, this.#parts.pages)
  }

  async suppressed(content: DraftContent): Promise<{
    readonly recipients: readonly SuppressedRecipient[]
    readonly rest: DraftContent
  }> {
    const recipients = this.#suppressedOf(await this.#build(content, this.#profileOf(content)))
    const gone = recipients.map(({ address }) => address)
    return { recipients, rest: withoutRecipients(content, gone) }
  }

  /** A small message that shows whether a profile delivers; resolves with what the server said of it. */
  async sendTest(profile: string, to: readonly string[]): Promise<SendResult> {
    const { core, outbox } = this.#parts
    const { subject = '', body = '' } = testMail(core.hostName, core.clock.now(), to)
    const content: DraftContent = {
      ...EMPTY_DRAFT,
      profile,
      to,
      subject,
      body: { kind: 'plain', source: body },
    }
    const stamp = { messageId: core.ids.messageId(), date: new Date(core.clock.now()) }
    const mime = withSender(await this.#build(content, this.#profileOf(content), stamp))
    refuseSuppressed(this.#suppressedOf(mime))
    return outbox.deliver({ content, draft: null, profile, mime, sendsAt: core.clock.now(), text: body })
  }

  /** Resolves once the message is kept, bytes and all; nothing has been written to a server by then. */
  async send(
    content: DraftContent,
    draft: string | null,
    toSuppressed = false,
  ): Promise<{ readonly id: string; readonly sendsAt: number }> {
    const { core, outbox } = this.#parts
    const profile = this.#profileOf(content)
    const stamp = this.#currentStamp()
    const mime = withSender(await this.#build(content, profile, stamp))
    if (mime.envelope.to.length === 0) {
      throw new InputError(
        'invalid-address',
        'The message has no recipients: add one to To, Cc or Bcc. Nothing was sent.',
        { field: 'to' },
      )
    }
    if (!toSuppressed) refuseSuppressed(this.#suppressedOf(mime))
    // The next message is another one, also when it is sent while this one is being kept.
    if (this.#stamp === stamp) this.#stamp = null
    const wait = profile.leavesThisComputer ? core.settings.preferences.undoSeconds * 1000 : 0
    const sendsAt = core.clock.now() + wait
    const text = content.text ?? content.body.source
    const id = outbox.enqueue({ content, draft, profile: profile.profile.name, mime, sendsAt, text })
    return { id, sendsAt }
  }

  undo(id: string): boolean {
    return this.#parts.outbox.undo(id)
  }

  commandLine(content: DraftContent): Promise<string> {
    const { files } = this.#parts
    const { charset } = this.#profileOf(content).defaults
    return commandLine(content, charset, (index) =>
      readFile(files.path(content.attachments[index]?.token ?? '')),
    )
  }

  async importEml(token: FileToken): Promise<DraftContent> {
    return draftOfEml(await this.#readEml(token), this.#parts.files)
  }

  /** A file has no envelope: who got the message is not in its bytes. */
  async viewEml(token: FileToken): Promise<MessageView> {
    const bytes = await this.#readEml(token)
    const view = await viewMessage(bytes, null, this.#parts.pages)
    if (!view.headers.some(({ name }) => isMailHeader(name))) throw noMessage()
    return view
  }

  async exportEml(content: DraftContent): Promise<FileInfo> {
    const mime = await this.#build(content, this.#profileOf(content))
    const name = content.subject
      .replaceAll(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
      .trim()
      .slice(0, 80)
    return this.#parts.files.add(`${name || 'message'}.eml`, 'message/rfc822', joinChunks(mime))
  }

  spread(content: DraftContent): Promise<{ readonly batchId: string }> {
    return spread(content, this.#parts)
  }

  #suppressedOf({ envelope }: MimeMessage): readonly SuppressedRecipient[] {
    return suppressedRecipients(envelope.to, this.#parts.core.suppression())
  }

  #readEml(token: FileToken): Promise<Uint8Array> {
    const { files } = this.#parts
    if (files.info(token).size > LARGEST_EML) {
      throw new InputError('too-large', 'This file is larger than 100 MB: no mail is that large.')
    }
    return readFile(files.path(token))
  }

  #profileOf({ profile }: DraftContent): Profile {
    return this.#parts.core.resolveProfile({ profile: profile ?? undefined, options: {} })
  }

  #build(content: DraftContent, profile: Profile, stamp = this.#currentStamp()): Promise<MimeMessage> {
    const { core, files } = this.#parts
    const document = draftDocument(content, files, profile.defaults.charset)
    const { messageId, date } = stamp
    return core.buildMessage({ ...document, messageId, date: date.toISOString() }, core.dataDir, profile)
  }

  #currentStamp(): MessageStamp {
    const { clock, ids } = this.#parts.core
    const now = clock.now()
    if (this.#stamp === null || Math.abs(now - this.#stamp.date.getTime()) > LONGEST_SESSION) {
      this.#stamp = { messageId: ids.messageId(), date: new Date(now) }
    }
    return this.#stamp
  }
}

function refuseSuppressed(recipients: readonly SuppressedRecipient[]): void {
  if (recipients.length === 0) return
  const names = recipients.map(({ address }) => address).join(', ')
  throw new InputError(
    'suppressed-recipient',
    `${names}: on the suppression list. Nothing was sent; leave them out, or take them off the list.`,
    { field: 'to' },
  )
}
