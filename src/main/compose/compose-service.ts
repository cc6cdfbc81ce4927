/** One message: previewed, sent, exported. All of it takes the same road to the same bytes. */
import { readFile } from 'node:fs/promises'
import type { DraftContent, FileInfo, FileToken } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { MessageStamp, MimeMessage } from '../../shared/mail-types.ts'
import type { MessageView } from '../../shared/view-types.ts'
import { viewMessage } from '../inspect/view-message.ts'
import type { AppContext } from '../ipc/app-context.ts'
import { joinChunks } from '../mail/mime.ts'
import { withSender } from '../mail/sender.ts'
import { commandLine } from './command-line.ts'
import { draftDocument } from './draft-document.ts'
import { draftOfEml, LARGEST_EML } from './eml-draft.ts'
import { spread } from './spread.ts'

/** The way into the outbox. */
export interface Dispatch {
  enqueue(message: {
    readonly content: DraftContent
    readonly draft: string | null
    readonly profile: string
    readonly mime: MimeMessage
    readonly sendsAt: number
    readonly text: string
  }): string
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

  /** Resolves once the message is kept, bytes and all; nothing has been written to a server by then. */
  async send(
    content: DraftContent,
    draft: string | null,
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
    const { files } = this.#parts
    if (files.info(token).size > LARGEST_EML) {
      throw new InputError('too-large', 'This file is larger than 100 MB: no mail is that large.')
    }
    return draftOfEml(await readFile(files.path(token)), files)
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
