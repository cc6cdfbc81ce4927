/** What may be sent next: messages prepared a few ahead of the connections. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MimeMessage } from '../../shared/mail-types.ts'
import type { Journal } from '../journal/journal.ts'
import { HeldOctets } from './held-octets.ts'
import type { Clock } from './ports.ts'
import { PreparedQueue, type PreparedRow } from './prepared-queue.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { Rendering } from './renderer.ts'
import type { RowPreparer } from './row-preparer.ts'
import { domainsOf, type StartedRow, WaitingRows } from './waiting-rows.ts'

export interface FeedParts {
  readonly batchId: string
  readonly journal: Journal
  readonly clock: Clock
  readonly limiter: RateLimiter
  readonly preparer: RowPreparer
  /** Milliseconds since 1970 after which no row is started. */
  readonly notAfter: number | null
  readonly stop: AbortSignal
  /** Called when another window or program has cancelled the batch. */
  readonly onCancelled: () => void
}

/** Prepared ahead, from the start of rendering on; more would only make their Date older than need be. */
const AHEAD_ROWS = 128
const AHEAD_OCTETS = 4 * 1024 * 1024

/** Rendered together. */
const GROUP_ROWS = 48

/** When a place in a window becomes free may be unknown: look again after so many milliseconds. */
const LOOK_AGAIN = 20

/** Milliseconds between two looks at whether the batch was cancelled. */
const ASK_EVERY = 5

/** A row whose message, or why there is none, is not yet on the disk. */
interface RenderedRow extends StartedRow {
  readonly rendering: Rendering
}

export class RowFeed {
  readonly #parts: FeedParts
  readonly #waiting: WaitingRows
  /** With the renderer, or on the way to the disk. */
  #underWay = 0
  #rendered: RenderedRow[] = []
  readonly #ready = new PreparedQueue()
  /** Resolves when nothing is under way any more of what was begun so far. */
  #begun: Promise<void> = Promise.resolve()
  /** Nothing more can be prepared. */
  #failure: { readonly error: unknown } | null = null
  #isFilling = false
  #filled: Promise<void> = Promise.resolve()
  /** What a message of the last group took in memory; a guess before the first. */
  #rowOctets = AHEAD_OCTETS / 4
  #lastRendered: MimeMessage | null = null
  #nap = new AbortController()
  #askedAt = Number.NEGATIVE_INFINITY

  constructor(parts: FeedParts) {
    this.#parts = parts
    this.#waiting = new WaitingRows(parts)
    parts.stop.addEventListener('abort', () => this.wake(), { once: true })
  }

  /** Nothing more may be started. */
  get isOver(): boolean {
    const { stop, notAfter, clock } = this.#parts
    return stop.aborted || (notAfter !== null && clock.now() > notAfter)
  }

  /** Whether rows are left that were claimed and not sent. */
  get hasRows(): boolean {
    return this.#ahead + this.#waiting.length > 0
  }

  /**
   * The next message, as soon as the limits allow one; null when nothing is due now, or the run must end.
   * Rejects when the journal fails.
   */
  take(owner: object): Promise<PreparedRow | null> {
    if (this.#failure) return Promise.reject(this.#failure.error)
    if (this.isOver || this.#isCancelled()) return Promise.resolve(null)
    const taken = this.#ready.take(owner)
    // Whoever asks for a message is about to write a mark: what was rendered since then shares its commit.
    this.#writeRendered()
    this.#keepFull()
    return taken
  }

  /** Who waits for a message any longer gets null. */
  leave(owner: object): void {
    this.#ready.dismiss(owner)
  }

  /** Messages that were taken and did not leave: they are next. */
  giveBack(prepared: readonly PreparedRow[]): void {
    this.#ready.prepend(prepared)
  }

  /** The limits have changed, or the run ends: nobody should sleep on. */
  wake(): void {
    this.#nap.abort()
    this.#nap = new AbortController()
  }

  /** Gives back to the journal every row that was not sent. Only when nobody takes any more. */
  async close(): Promise<void> {
    this.wake()
    await this.#filled
    await this.#begun
    const { batchId, journal, limiter } = this.#parts
    const started = [...this.#ready.clear(), ...this.#rendered]
    for (const { turn } of started) limiter.cancel(turn)
    this.#rendered = []
    const rows = [...started.map(({ row }) => row), ...(await this.#waiting.clear())]
    const numbers = rows.map(({ number }) => number)
    if (numbers.length > 0) await journal.release(batchId, numbers)
  }

  /** Rows between their turn and a connection. */
  get #ahead(): number {
    return this.#ready.rows.length + this.#rendered.length + this.#underWay
  }

  get #isFull(): boolean {
    return this.#ahead >= Math.min(AHEAD_ROWS, this.#fitting) || this.#ready.octets >= AHEAD_OCTETS
  }

  /** So many messages may be in memory. */
  get #fitting(): number {
    return Math.max(1, Math.floor(AHEAD_OCTETS / this.#rowOctets))
  }

  #keepFull(): void {
    if (!this.#isFilling && !this.#isFull) this.#filled = this.#fill()
  }

  /** Until enough is under way, nothing is due, or the run must end. */
  async #fill(): Promise<void> {
    this.#isFilling = true
    try {
      while (!this.#failure && !this.#isFull && !this.isOver) {
        // Whoever wakes us from here on means this round too.
        const { signal } = this.#nap
        const wait = await this.#startGroup()
        if (wait === null) break
        await (wait > 0 ? this.#sleep(wait, signal) : nextTurn())
      }
      if (this.#ahead === 0) this.#ready.dismiss()
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#isFilling = false
    }
  }

  /** Asked before every message, at most every few milliseconds: another program may cancel at any time. */
  #isCancelled(): boolean {
    const { batchId, journal, clock, onCancelled } = this.#parts
    const now = clock.monotonic()
    if (now < this.#askedAt + ASK_EVERY) return false
    this.#askedAt = now
    const isCancelled = journal.isCancelled(batchId)
    if (isCancelled) onCancelled()
    return isCancelled
  }

  /** Null when nothing is due, otherwise how long to wait for the next turn: 0 when something was done. */
  async #startGroup(): Promise<number | null> {
    if (this.#isCancelled()) return null
    const next = await this.#waiting.next(Math.min(GROUP_ROWS, this.#fitting))
    if (next && next.rows.length > 0) this.#begin(next.rows, this.#render(next.rows))
    return next?.wait ?? null
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#ready.fail(error)
  }

  /** Counts rows as under way until the step with them is over. */
  #begin(rows: readonly StartedRow[], step: Promise<void>): void {
    this.#underWay += rows.length
    const earlier = this.#begun
    this.#begun = step
      .catch((error) => {
        for (const { turn } of rows) this.#parts.limiter.cancel(turn)
        this.#fail(error)
      })
      .then(() => {
        this.#underWay -= rows.length
        if (this.#failure || !this.#ready.isAwaited) return
        this.#writeRendered()
        this.#keepFull()
      })
      .then(() => earlier)
  }

  async #render(group: readonly StartedRow[]): Promise<void> {
    const { limiter, preparer } = this.#parts
    const renderings = await preparer.render(group.map(({ row }) => row))
    this.#noteOctets(renderings.flatMap((one) => (one.kind === 'message' ? [one.mime] : [])))
    for (const [index, rendering] of renderings.entries()) {
      const started = group[index]
      if (!started) continue
      if (rendering.kind === 'message') {
        const all = domainsOf(rendering.mime.envelope.to)
        if (limiter.hasRules && all.some((domain) => !started.domains.includes(domain))) {
          this.#waiting.putBack(started, all)
          continue
        }
      }
      this.#rendered.push({ ...started, rendering })
    }
  }

  /** What a message takes in memory besides what the one before takes too, such as an attachment for all. */
  #noteOctets(messages: readonly MimeMessage[]): void {
    const last = messages.at(-1)
    if (!last) return
    const held = new HeldOctets()
    if (this.#lastRendered) held.add(this.#lastRendered)
    const before = held.octets
    for (const message of messages) held.add(message)
    this.#lastRendered = last
    this.#rowOctets = Math.max(1, (held.octets - before) / messages.length)
  }

  #writeRendered(): void {
    const rows = this.#rendered
    if (rows.length === 0) return
    this.#rendered = []
    this.#begin(rows, this.#write(rows))
  }

  /** What cannot be recorded is not sent. */
  async #write(rows: readonly RenderedRow[]): Promise<void> {
    const { limiter, preparer } = this.#parts
    const ready: PreparedRow[] = []
    const writes = rows.map(({ row, turn, rendering }) => {
      if (rendering.kind === 'refused') {
        limiter.cancel(turn)
        return preparer.refuse(row, rendering)
      }
      ready.push({ row, turn, mime: rendering.mime })
      return preparer.stamp(row, rendering.mime, rendering.contentHash)
    })
    await Promise.all(writes)
    this.#ready.append(ready)
  }

  async #sleep(wait: number, nap: AbortSignal): Promise<void> {
    const { clock, notAfter } = this.#parts
    const known = Number.isFinite(wait) ? wait : LOOK_AGAIN
    const longest = notAfter === null ? known : Math.min(known, notAfter + 1 - clock.now())
    await clock.sleep(Math.max(1, longest), nap)
  }
}
