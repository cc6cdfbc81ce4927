/** One connection's share of a batch: rows out as messages, results back into the journal. */
import { createHash } from 'node:crypto'
import { InputError } from '../../shared/errors.ts'
import type { MimeMessage, SendResult } from '../../shared/mail-types.ts'
import type { DeliveryHooks } from '../backends/backend.ts'
import { SessionError } from '../backends/session-error.ts'
import type { ClaimedRow, Journal, RowStamp } from '../journal/journal.ts'
import type { Clock, Ids, Suppression } from './ports.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { RetryPolicy } from './retry-policy.ts'
import { notDelivered, rowFailed, rowOutcome, rowSuppressed } from './row-outcome.ts'
import type { RowRenderer } from './row-renderer.ts'
import { suppressedReason } from './suppressed.ts'

export interface LineParts {
  readonly batchId: string
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly renderer: RowRenderer
  readonly suppression: Suppression
  readonly limiter: RateLimiter
  readonly retry: RetryPolicy
  /** Milliseconds since 1970 after which no row is started. */
  readonly notAfter: number | null
  readonly stop: AbortSignal
  /** Called after each settled row. */
  readonly onProgress: () => void
}

/** Rows claimed by one commit. A crash puts them back, so it costs nothing but the claim. */
const CLAIMED_AT_ONCE = 16

interface PreparedRow {
  readonly row: ClaimedRow
  readonly mime: MimeMessage
}

export class ConnectionLine {
  readonly #parts: LineParts
  /** Claimed, not looked at yet. */
  #claimed: ClaimedRow[] = []
  /** Handed to the backend and not yet settled, by message. */
  readonly #inFlight = new Map<MimeMessage, ClaimedRow>()

  constructor(parts: LineParts) {
    this.#parts = parts
  }

  readonly hooks: DeliveryHooks = {
    beforeBodySent: (mime) => this.#markBodySent(mime),
    settled: (mime, result) => this.#settle(mime, result),
  }

  /**
   * Ends when nothing is due, when stopped, or when the time for sending is over. The next row is
   * rendered and stamped while the backend is busy with the one before.
   */
  async *messages(): AsyncGenerator<MimeMessage> {
    let ahead = this.#next()
    try {
      for (;;) {
        const prepared = await ahead
        if (!prepared) return
        const turn = await this.#waitForTurn(prepared)
        if (turn === 'over') return
        if (turn === 'now') this.#inFlight.set(prepared.mime, prepared.row)
        ahead = this.#next()
        // Whoever consumes this awaits it later; until then a failure must not count as unhandled.
        ahead.catch(() => undefined)
        if (turn === 'now') yield prepared.mime
      }
    } finally {
      const unused = await ahead.catch(() => null)
      if (unused && !this.#inFlight.has(unused.mime)) this.#claimed.push(unused.row)
      await this.#release(this.#claimed)
    }
  }

  /**
   * After a failed delivery: rows that were never sent go back as if they had not been claimed. A
   * SessionError says that nothing unsettled was delivered, so rows that were about to be sent are
   * deferred; after any other error they stay marked, and `recover` makes them uncertain.
   */
  async giveBack(error: unknown): Promise<void> {
    const { batchId, journal, clock } = this.#parts
    await this.#release([...this.#inFlight.values()])
    if (!(error instanceof SessionError)) return
    for (const { number } of this.#inFlight.values()) {
      if (journal.row(batchId, number).state !== 'attempting') continue
      await journal.settle(batchId, number, notDelivered(error, clock.now()))
    }
  }

  /** The next row that can be a message, rendered and stamped; null when there is none. */
  async #next(): Promise<PreparedRow | null> {
    const { batchId, journal, clock } = this.#parts
    while (!this.#mustEnd()) {
      if (this.#claimed.length === 0) {
        this.#claimed = [...(await journal.claim(batchId, CLAIMED_AT_ONCE, clock.now()))]
      }
      const row = this.#claimed[0]
      if (!row) return null
      const mime = await this.#render(row)
      if (mime) await journal.stamp(batchId, row.number, stampOfRow(mime))
      this.#claimed.shift()
      if (mime) return { row, mime }
    }
    return null
  }

  /** Null when the row cannot be a message; the journal then knows why. */
  async #render(row: ClaimedRow): Promise<MimeMessage | null> {
    const { batchId, journal, clock, ids, renderer, onProgress } = this.#parts
    // A resend is the same message: it keeps the Message-ID and Date of its first attempt.
    const stamp = { messageId: row.messageId ?? ids.messageId(), date: new Date(row.date ?? clock.now()) }
    try {
      return onlyUnsettled(await renderer.render(row.cells, stamp), row)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      await journal.settle(batchId, row.number, rowFailed(error, clock.now()))
      onProgress()
      return null
    }
  }

  async #release(rows: readonly ClaimedRow[]): Promise<void> {
    if (rows.length === 0) return
    const { batchId, journal } = this.#parts
    await journal.release(
      batchId,
      rows.map(({ number }) => number),
    )
  }

  /**
   * Until the limits allow the message; `over` when the run must end before. The wait may be long, so the
   * suppression list has its say at the end of it.
   */
  async #waitForTurn({ mime, row }: PreparedRow): Promise<'now' | 'suppressed' | 'over'> {
    const { batchId, journal, clock, limiter, stop, suppression, onProgress } = this.#parts
    const { to } = mime.envelope
    const domains = new Set(to.map((address) => address.slice(address.lastIndexOf('@') + 1)))
    for (;;) {
      if (this.#mustEnd()) return 'over'
      const reason = suppressedReason(suppression, to)
      if (reason !== null) {
        await journal.settle(batchId, row.number, rowSuppressed(row, reason, clock.now()))
        onProgress()
        return 'suppressed'
      }
      const wait = limiter.book(domains, clock.now())
      if (wait === 0) return 'now'
      await clock.sleep(wait, stop)
    }
  }

  #mustEnd(): boolean {
    const { stop, notAfter, clock } = this.#parts
    return stop.aborted || (notAfter !== null && clock.now() > notAfter)
  }

  async #markBodySent(mime: MimeMessage): Promise<void> {
    const { batchId, journal, clock } = this.#parts
    await journal.markBodySent(batchId, this.#rowOf(mime).number, clock.now())
  }

  async #settle(mime: MimeMessage, result: SendResult): Promise<void> {
    const { batchId, journal, clock, ids, retry, onProgress } = this.#parts
    const row = this.#rowOf(mime)
    await journal.settle(batchId, row.number, rowOutcome(row, result, retry, clock.now(), ids.random))
    this.#inFlight.delete(mime)
    onProgress()
  }

  #rowOf(mime: MimeMessage): ClaimedRow {
    const row = this.#inFlight.get(mime)
    if (!row) throw new Error(`The backend told of a message that is not on its way: ${mime.messageId}`)
    return row
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

function stampOfRow(mime: MimeMessage): RowStamp {
  const hash = createHash('sha256')
  for (const chunk of mime.chunks) hash.update(chunk)
  return { messageId: mime.messageId, date: mime.date.getTime(), contentHash: hash.digest('hex') }
}
