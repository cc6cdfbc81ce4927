/** From claimed rows to the messages of this attempt, or to why there is none; both into the journal. */
import type { MimeMessage } from '../../shared/mail-types.ts'
import type { ClaimedRow, Journal, RowOutcome } from '../journal/journal.ts'
import type { Clock, Ids } from './ports.ts'
import type { Renderer, Rendering } from './renderer.ts'
import { rowFailed } from './row-outcome.ts'

export interface PreparerParts {
  readonly batchId: string
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly renderer: Renderer
  /** Told, once it is durable, of a row that was settled without being sent. */
  readonly onSettled: (row: number, outcome: RowOutcome) => void
}

export class RowPreparer {
  readonly #parts: PreparerParts

  constructor(parts: PreparerParts) {
    this.#parts = parts
  }

  /** In the order of the rows. */
  async render(rows: readonly ClaimedRow[]): Promise<readonly Rendering[]> {
    const { clock, ids, renderer } = this.#parts
    const renderings = await renderer.render(
      rows.map(({ cells, messageId, date }) => ({
        cells,
        // A resend is the same message: it keeps the Message-ID and Date of its first attempt.
        stamp: { messageId: messageId ?? ids.messageId(), date: new Date(date ?? clock.now()) },
      })),
    )
    return renderings.map((rendering, index) => {
      const row = rows[index]
      if (rendering.kind === 'refused' || !row || row.recipients.length === 0) return rendering
      return { ...rendering, mime: onlyUnsettled(rendering.mime, row) }
    })
  }

  /** Resolves when the journal has it; calls of one tick share a commit. */
  stamp({ number }: ClaimedRow, { messageId, date }: MimeMessage, contentHash: string): Promise<void> {
    const { batchId, journal } = this.#parts
    return journal.stamp(batchId, number, { messageId, date: date.getTime(), contentHash })
  }

  /** Settles a row that cannot be a message. Resolves when the journal has it. */
  async refuse({ number }: ClaimedRow, { error }: Extract<Rendering, { kind: 'refused' }>): Promise<void> {
    const { batchId, journal, clock, onSettled } = this.#parts
    const outcome = rowFailed(error, clock.now())
    await journal.settle(batchId, number, outcome)
    onSettled(number, outcome)
  }
}

/** A retry goes only to the recipients that were not settled before; the headers stay as they were. */
function onlyUnsettled(mime: MimeMessage, row: ClaimedRow): MimeMessage {
  const settled = new Set(
    row.recipients
      .filter(({ state }) => state === 'accepted' || state === 'failed')
      .map(({ address }) => address),
  )
  const to = mime.envelope.to.filter((address) => !settled.has(address))
  return { ...mime, envelope: { ...mime.envelope, to } }
}
