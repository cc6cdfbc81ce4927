/** From a row of the journal to the bytes of its message: the same road for preview, check and sending. */
import type { MessageStamp, MimeMessage } from '../../shared/mail-types.ts'
import { rowRecord } from '../csv/table.ts'
import { type DkimSetup, DkimSigner } from '../mail/dkim.ts'
import { attachmentPath, loadMessage } from '../mail/load-message.ts'
import type { MessageDocument } from '../mail/message-file.ts'
import { MimeTemplate } from '../mail/mime-template.ts'
import { withSender } from '../mail/sender.ts'
import { stampOf } from '../mail/stamp.ts'
import type { Template } from '../template/template.ts'
import type { FrozenBatch } from './frozen-batch.ts'
import type { FileReader } from './ports.ts'

export class RowRenderer {
  readonly #columns: readonly string[]
  readonly #template: Template
  readonly #frozen: FrozenBatch
  readonly #files: FileReader
  readonly #isFrozen: (path: string) => boolean
  readonly #mime: MimeTemplate

  /**
   * `isFrozen` tells whether an attachment path existed when the batch was started. Throws InputError
   * `bad-dkim-key`.
   */
  constructor(parts: {
    columns: readonly string[]
    template: Template
    frozen: FrozenBatch
    files: FileReader
    isFrozen: (path: string) => boolean
    signing: DkimSetup | null
  }) {
    this.#columns = parts.columns
    this.#template = parts.template
    this.#frozen = parts.frozen
    this.#files = parts.files
    this.#isFrozen = parts.isFrozen
    const signer = parts.signing && new DkimSigner(parts.signing)
    this.#mime = new MimeTemplate(parts.frozen.settings.policy, signer)
  }

  /**
   * Renders one row. An InputError means that this row cannot be a message; other rows are not
   * concerned. The template may fix Date and Message-ID, otherwise the stamp gives them.
   */
  async render(cells: readonly string[], stamp: MessageStamp): Promise<MimeMessage> {
    const document = this.#template.render(rowRecord(this.#columns, cells))
    const message = await loadMessage(withoutMissing(document, this.#frozen, this.#isFrozen), {
      baseDir: this.#frozen.template.baseDir,
      files: this.#files,
      defaults: this.#frozen.settings.defaults,
    })
    return withSender(this.#mime.build(message, stampOf(document, stamp)))
  }
}

/**
 * The user may have agreed at the start to send rows without the attachments that did not exist then;
 * `isThere` is asked with the whole path.
 */
export function withoutMissing(
  document: MessageDocument,
  { settings, template }: FrozenBatch,
  isThere: (path: string) => boolean,
): MessageDocument {
  if (settings.options.onMissingAttachment !== 'without' || !document.attachments) return document
  const attachments = document.attachments.filter(
    ({ path }) => path === undefined || isThere(attachmentPath(template.baseDir, path)),
  )
  return { ...document, attachments }
}
