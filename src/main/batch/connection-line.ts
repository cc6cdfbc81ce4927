/** One session of one connection: messages from the feed out, results into the journal. */
import type { MimeMessage, SendResult } from '../../shared/mail-types.ts'
import type { Backend, BackendFactory, DeliveryHooks } from '../backends/backend.ts'
import { SessionError } from '../backends/session-error.ts'
import type { Journal, RowOutcome } from '../journal/journal.ts'
import type { Clock, Ids, Suppression } from './ports.ts'
import type { PreparedRow } from './prepared-queue.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { RetryPolicy } from './retry-policy.ts'
import type { RowFeed } from './row-feed.ts'
import { answerOf, notDelivered, rowOutcome, rowSuppressed } from './row-outcome.ts'
import { suppressedReason } from './suppressed.ts'

export interface LineParts {
  readonly batchId: string
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly connect: BackendFactory
  readonly feed: RowFeed
  readonly suppression: Suppression
  readonly limiter: RateLimiter
  readonly retry: RetryPolicy
  readonly stop: AbortSignal
  /** Told, once it is durable, what became of a row. */
  readonly onSettled: (row: number, outcome: RowOutcome) => void
  /** Told when the connection is open, and when it is not any more. */
  readonly onOpen: (isOpen: boolean) => void
}

interface InFlight extends PreparedRow {
  /** The final dot may have left. */
  isMarked: boolean
}

export class ConnectionLine {
  readonly #parts: LineParts
  /** Taken from the feed and not settled yet. */
  readonly #inFlight = new Map<MimeMessage, InFlight>()
  /** The results on their way to the disk: all of them are there when this one is. */
  #latestResult: Promise<void> = Promise.resolve()
  #journalFailure: { readonly error: unknown } | null = null
  #isOpen = false
  #isRetiring = false
  #hasSettled = false

  constructor(parts: LineParts) {
    this.#parts = parts
  }

  readonly #hooks: DeliveryHooks = {
    beforeBodySent: (mime) => this.#markBodySent(mime),
    settled: async (mime, result) => this.#settle(mime, result),
    keepsNoResults: true,
  }

  /** Whether any row got its last word: then the server works in principle. */
  get hasSettled(): boolean {
    return this.#hasSettled
  }

  /** Lets the message in flight finish, then ends. */
  retire(): void {
    this.#isRetiring = true
    this.#parts.feed.leave(this)
  }

  /**
   * Resolves when the feed has nothing more. Rejects with a SessionError when the session failed, and
   * with whatever the journal rejected with; what was not sent is back in the feed then.
   */
  async run(): Promise<void> {
    const first = await this.#parts.feed.take(this)
    if (!first) return
    this.#add(first)
    const backend = this.#parts.connect()
    try {
      await this.#open(backend)
      await backend.sendMessages(this.#messages(first), this.#hooks)
      await this.#resultsWritten()
    } catch (error) {
      // What the journal says comes first: a session may end because nothing can be recorded any more.
      const cause = await this.#resultsWritten().then(
        () => error,
        (failure: unknown) => failure,
      )
      await this.#giveBack(cause)
      // Closing a connection that is still being made is how a pause interrupts it.
      if (!(cause instanceof SessionError && this.#parts.stop.aborted)) throw cause
    } finally {
      await backend.close()
      if (this.#isOpen) this.#parts.onOpen(false)
    }
  }

  async #open(backend: Backend): Promise<void> {
    const { stop, onOpen } = this.#parts
    const giveUp = () => void backend.close()
    stop.addEventListener('abort', giveUp, { once: true })
    try {
      await backend.open()
      this.#isOpen = true
      onOpen(true)
    } finally {
      stop.removeEventListener('abort', giveUp)
    }
  }

  /** Hand-written, because a backend must be able to leave while it waits for the next message. */
  #messages(first: PreparedRow): AsyncIterable<MimeMessage> {
    const { feed } = this.#parts
    let ahead: PreparedRow | null = first
    const next = async (): Promise<IteratorResult<MimeMessage>> => {
      for (;;) {
        const prepared = ahead ?? (this.#isRetiring ? null : await feed.take(this))
        if (!prepared) return { done: true, value: undefined }
        if (prepared !== ahead) this.#add(prepared)
        ahead = null
        if (!(await this.#skipSuppressed(prepared))) return { done: false, value: prepared.mime }
      }
    }
    const leave = async (): Promise<IteratorResult<MimeMessage>> => {
      feed.leave(this)
      return { done: true, value: undefined }
    }
    return { [Symbol.asyncIterator]: () => ({ next, return: leave }) }
  }

  /** Asked last of all: a message may wait for its connection while somebody opts out. */
  async #skipSuppressed({ row, mime, turn }: PreparedRow): Promise<boolean> {
    const { batchId, journal, clock, limiter, suppression, onSettled } = this.#parts
    const reason = suppressedReason(suppression, mime.envelope.to)
    if (reason === null) return false
    const outcome = rowSuppressed(row, reason, clock.now())
    await journal.settle(batchId, row.number, outcome)
    this.#inFlight.delete(mime)
    limiter.cancel(turn)
    onSettled(row.number, outcome)
    return true
  }

  #add(prepared: PreparedRow): void {
    this.#inFlight.set(prepared.mime, { ...prepared, isMarked: false })
  }

  /**
   * The mark shares its commit with the result of the message before, which is therefore on the disk too
   * before the final dot leaves: a crash leaves at most one row of a connection in doubt.
   */
  async #markBodySent(mime: MimeMessage): Promise<void> {
    const { batchId, journal, clock, limiter } = this.#parts
    const flying = this.#flying(mime)
    flying.isMarked = true
    await journal.markBodySent(batchId, flying.row.number, clock.now(), limiter.keyOf(flying.turn))
    if (this.#journalFailure) throw this.#journalFailure.error
    limiter.sent(flying.turn)
  }

  #settle(mime: MimeMessage, result: SendResult): void {
    const { batchId, journal, clock, ids, limiter, retry, onSettled } = this.#parts
    const { row, turn, isMarked } = this.#flying(mime)
    this.#inFlight.delete(mime)
    // A transaction that was refused before the message came has been one all the same.
    if (!isMarked && result.recipients.some(({ code }) => code !== null)) limiter.sent(turn)
    else limiter.cancel(turn)
    limiter.answered(turn, answerOf(result))
    const outcome = rowOutcome(row, result, retry, clock.now(), ids.random)
    if (outcome.state !== 'deferred') this.#hasSettled = true
    this.#latestResult = journal.settle(batchId, row.number, outcome).then(
      () => onSettled(row.number, outcome),
      (error) => {
        this.#journalFailure ??= { error }
      },
    )
  }

  /** Results are written in the order they came, so the latest one is the last. */
  async #resultsWritten(): Promise<void> {
    await this.#latestResult
    if (this.#journalFailure) throw this.#journalFailure.error
  }

  /**
   * A SessionError says that nothing unsettled was delivered: rows that were about to be sent are due again.
   * After any other error they stay marked, and become uncertain when the batch is next resumed.
   */
  async #giveBack(error: unknown): Promise<void> {
    const { batchId, journal, clock, feed, limiter, onSettled } = this.#parts
    const flying = [...this.#inFlight.values()]
    this.#inFlight.clear()
    feed.giveBack(flying.filter(({ isMarked }) => !isMarked))
    for (const { row, turn, isMarked } of flying) {
      if (!isMarked) continue
      limiter.cancel(turn)
      if (!(error instanceof SessionError)) continue
      const outcome = notDelivered(error, clock.now())
      await journal.settle(batchId, row.number, outcome)
      onSettled(row.number, outcome)
    }
  }

  #flying(mime: MimeMessage): InFlight {
    const flying = this.#inFlight.get(mime)
    if (!flying) throw new Error(`The backend told of a message that is not on its way: ${mime.messageId}`)
    return flying
  }
}
