/** From a claimed row to the message of this attempt, or to why there is none; both into the journal. */
import { InputError } from '../../shared/errors.ts'
import type { MimeMessage } from '../../shared/mail-types.ts'
import type { ClaimedRow, Journal, RowOutcome } from '../journal/journal.ts'
import { contentHash } from '../mail/content-hash.ts'
import type { Clock, Ids } from './ports.ts'
import { rowFailed } from './row-outcome.ts'
import type { RowRenderer } from './row-renderer.ts'

export interface PreparerParts {
  readonly batchId: string
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly renderer: RowRenderer
  /** Told, once it is durable, of a row that was settled without being sent. */
  readonly onSettled: (row: number, outcome: RowOutcome) => void
}

export type RenderedRow =
  | { readonly kind: 'message'; readonly mime: MimeMessage }
  /** The row cannot be a message. */
  | { readonly kind: 'settled'; readonly outcome: RowOutcome }

export class RowPreparer {
  readonly #parts: PreparerParts

  constructor(parts: PreparerParts) {
    this.#parts = parts
  }

  async render(row: ClaimedRow): Promise<RenderedRow> {
    const { clock, ids, renderer } = this.#parts
    // A resend is the same message: it keeps the Message-ID and Date of its first attempt.
    const stamp = { messageId: row.messageId ?? ids.messageId(), date: new Date(row.date ?? clock.now()) }
    try {
      return { kind: 'message', mime: onlyUnsettled(await renderer.render(row.cells, stamp), row) }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return { kind: 'settled', outcome: rowFailed(error, clock.now()) }
    }
  }

  /** Resolves when the journal has it; calls of one tick share a commit. */
  stamp({ number }: ClaimedRow, mime: MimeMessage): Promise<void> {
    const { batchId, journal } = this.#parts
    const stamp = { messageId: mime.messageId, date: mime.date.getTime(), contentHash: contentHash(mime) }
    return journal.stamp(batchId, number, stamp)
  }

  /** Resolves when the journal has it. */
  async settle({ number }: ClaimedRow, outcome: RowOutcome): Promise<void> {
    const { batchId, journal, onSettled } = this.#parts
    await journal.settle(batchId, number, outcome)
    onSettled(number, outcome)
  }
}

/** A retry goes only to the recipients that were not settled before; the headers stay as they were. */
function onlyUnsettled(mime: MimeMessage, row: ClaimedRow): MimeMessage {
  if (row.recipients.length === 0) return mime
  const settled = new Set(
    row.recipients
      .filter(({ state }) => state === 'accepted' || state === 'failed')
      .map(({ address }) => address),
  )
  const to = mime.envelope.to.filter((address) => !settled.has(address))
  return { ...mime, envelope: { ...mime.envelope, to } }
}
