/** What may be sent next: rows claimed, waiting for their turn, and prepared a few ahead of the connections. */
import type { ClaimedRow, Journal } from '../journal/journal.ts'
import { HeldOctets } from './held-octets.ts'
import type { Clock } from './ports.ts'
import { PreparedQueue, type PreparedRow } from './prepared-queue.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { RowPreparer } from './row-preparer.ts'

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

/**
 * Prepared ahead, in groups that share a commit; more would only make their Date older than need be. What
 * messages share counts once: an attachment for all of them must not make each one a group of its own.
 */
const GROUP_ROWS = 16
const GROUP_OCTETS = 4 * 1024 * 1024

/** Rows claimed by one commit. A crash puts them back, so they cost nothing but the claim. */
const CLAIMED_AT_ONCE = 64

/** How far the feed looks past rows whose domain must wait. */
const LOOK_AHEAD = 1024

/** When a place in a window becomes free may be unknown: look again after so many milliseconds. */
const LOOK_AGAIN = 20

/** Milliseconds between two looks at whether the batch was cancelled. */
const ASK_EVERY = 5

/** A row whose message is not there yet. */
interface WaitingRow {
  readonly row: ClaimedRow
  /** Of its address at first; of every recipient once it was rendered. */
  readonly domains: readonly string[]
}

export class RowFeed {
  readonly #parts: FeedParts
  #waiting: WaitingRow[] = []
  readonly #ready = new PreparedQueue()
  #isFilling = false
  #filled: Promise<void> = Promise.resolve()
  #nap = new AbortController()
  #askedAt = Number.NEGATIVE_INFINITY

  constructor(parts: FeedParts) {
    this.#parts = parts
    parts.stop.addEventListener('abort', () => this.wake(), { once: true })
  }

  /** Nothing more may be started. */
  get isOver(): boolean {
    const { stop, notAfter, clock } = this.#parts
    return stop.aborted || (notAfter !== null && clock.now() > notAfter)
  }

  /** Whether rows are left that were claimed and not sent. */
  get hasRows(): boolean {
    return this.#ready.rows.length > 0 || this.#waiting.length > 0
  }

  /**
   * The next message, as soon as the limits allow one; null when nothing is due now, or the run must end.
   * Rejects when the journal fails.
   */
  take(owner: object): Promise<PreparedRow | null> {
    if (this.isOver || this.#isCancelled()) return Promise.resolve(null)
    const taken = this.#ready.take(owner)
    if (!this.#isFilling && !this.#isFull) this.#filled = this.#fill()
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
    const { batchId, journal, limiter } = this.#parts
    const ready = this.#ready.clear()
    for (const { turn } of ready) limiter.cancel(turn)
    const numbers = [...ready, ...this.#waiting].map(({ row }) => row.number)
    this.#waiting = []
    if (numbers.length > 0) await journal.release(batchId, numbers)
  }

  get #isFull(): boolean {
    return this.#ready.rows.length >= GROUP_ROWS || this.#ready.octets >= GROUP_OCTETS
  }

  /** Until enough is prepared, nothing is due, or the run must end. */
  async #fill(): Promise<void> {
    this.#isFilling = true
    try {
      while (!this.#isFull && !this.isOver) {
        const wait = await this.#prepareGroup()
        if (wait === null) break
        if (wait > 0) await this.#sleep(wait)
      }
      if (this.#ready.rows.length === 0) this.#ready.dismiss()
    } catch (error) {
      this.#ready.fail(error)
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
  async #prepareGroup(): Promise<number | null> {
    const { limiter } = this.#parts
    if (this.#isCancelled()) return null
    if (this.#waiting.length === 0 && !(await this.#claim())) return null
    const group: Group = { rows: [], held: new HeldOctets(), writes: [] }
    let wait = 0
    try {
      for (let index = 0; index < this.#waiting.length && !isFull(group) && !this.isOver; ) {
        const ownWait = limiter.wait(this.#waiting[index]?.domains ?? [])
        if (ownWait === 0) {
          await this.#prepare(index, group)
          continue
        }
        wait = wait === 0 ? ownWait : Math.min(wait, ownWait)
        if (limiter.wait([]) > 0) break
        index++
      }
    } finally {
      await this.#finish(group)
    }
    if (group.writes.length > 0 || wait === 0) return 0
    const mayLookFurther = this.#waiting.length < LOOK_AHEAD && limiter.wait([]) === 0
    return mayLookFurther && (await this.#claim()) ? 0 : wait
  }

  /** Takes a waiting row into the group, or learns that its turn depends on more domains. */
  async #prepare(index: number, group: Group): Promise<void> {
    const { limiter, preparer } = this.#parts
    const candidate = this.#waiting[index]
    if (!candidate) return
    const { row, domains } = candidate
    const turn = limiter.reserve(domains)
    try {
      const rendered = await preparer.render(row)
      if (rendered.kind === 'message') {
        const { mime } = rendered
        const all = domainsOf(mime.envelope.to)
        if (limiter.hasRules && all.some((domain) => !domains.includes(domain))) {
          limiter.cancel(turn)
          this.#waiting[index] = { row, domains: all }
          return
        }
        group.rows.push({ row, mime, turn })
        group.held.add(mime)
        group.writes.push(handled(preparer.stamp(row, mime)))
      } else {
        limiter.cancel(turn)
        group.writes.push(handled(preparer.settle(row, rendered.outcome)))
      }
      this.#waiting.splice(index, 1)
    } catch (error) {
      limiter.cancel(turn)
      throw error
    }
  }

  /** What cannot be recorded is not sent. */
  async #finish({ rows, writes }: Group): Promise<void> {
    try {
      await Promise.all(writes)
    } catch (error) {
      for (const { turn } of rows) this.#parts.limiter.cancel(turn)
      throw error
    }
    this.#ready.append(rows)
  }

  /** False when nothing is due. */
  async #claim(): Promise<boolean> {
    const { batchId, journal, clock } = this.#parts
    const rows = await journal.claim(batchId, CLAIMED_AT_ONCE, clock.now())
    for (const row of rows) this.#waiting.push({ row, domains: domainsOf([row.address]) })
    return rows.length > 0
  }

  async #sleep(wait: number): Promise<void> {
    const { clock, notAfter } = this.#parts
    const known = Number.isFinite(wait) ? wait : LOOK_AGAIN
    const longest = notAfter === null ? known : Math.min(known, notAfter + 1 - clock.now())
    await clock.sleep(Math.max(1, longest), this.#nap.signal)
  }
}

/** Prepared together. */
interface Group {
  readonly rows: PreparedRow[]
  readonly held: HeldOctets
  readonly writes: Promise<void>[]
}

function isFull({ rows, held }: Group): boolean {
  return rows.length >= GROUP_ROWS || held.octets >= GROUP_OCTETS
}

function domainsOf(addresses: readonly string[]): readonly string[] {
  const domains = addresses.map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase())
  return domains.length === 1 ? domains : [...new Set(domains)]
}

/** Awaited together with others later; until then a failure must not count as unhandled. */
function handled(write: Promise<void>): Promise<void> {
  write.catch(() => undefined)
  return write
}
