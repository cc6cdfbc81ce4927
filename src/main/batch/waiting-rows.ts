/** Rows that were claimed and wait for their turn. */
import type { ClaimedRow, Journal } from '../journal/journal.ts'
import type { Clock } from './ports.ts'
import type { RateLimiter, Turn } from './rate-limiter.ts'

export interface WaitingParts {
  readonly batchId: string
  readonly journal: Journal
  readonly clock: Clock
  readonly limiter: RateLimiter
}

interface WaitingRow {
  readonly row: ClaimedRow
  /** Of its address at first; of every recipient once it was rendered. */
  readonly domains: readonly string[]
}

/** A row whose turn has come. */
export interface StartedRow extends WaitingRow {
  readonly turn: Turn
}

/** Rows whose turn has come, or how long to wait for the first: 0 when there may be some at once. */
export interface NextRows {
  readonly rows: readonly StartedRow[]
  readonly wait: number
}

/** Rows claimed by one commit. A crash puts them back, so they cost nothing but the claim. */
const CLAIMED_AT_ONCE = 64

/** With no more than so many left, the next are claimed while these are prepared. */
const CLAIM_AGAIN = 32

/** How far we look past rows whose domain must wait. */
const LOOK_AHEAD = 1024

export class WaitingRows {
  readonly #parts: WaitingParts
  #rows: WaitingRow[] = []
  #claiming: Promise<boolean> | null = null

  constructor(parts: WaitingParts) {
    this.#parts = parts
  }

  get length(): number {
    return this.#rows.length
  }

  /** Null when nothing is due. Rejects when the journal fails. */
  async next(most: number): Promise<NextRows | null> {
    const { limiter } = this.#parts
    if (this.#rows.length === 0 && !(await this.#claim())) return null
    const { rows, wait } = this.#start(most)
    if (rows.length > 0 || wait === 0) {
      // A failure is told to whoever claims next.
      if (this.#rows.length <= CLAIM_AGAIN) this.#claim().catch(() => undefined)
      return { rows, wait: 0 }
    }
    const mayLookFurther = this.#rows.length < LOOK_AHEAD && limiter.wait([]) === 0
    return mayLookFurther && (await this.#claim()) ? { rows, wait: 0 } : { rows, wait }
  }

  /** The turn of a row depends on more domains than its address told: it waits again, before the others. */
  putBack({ row, turn }: StartedRow, domains: readonly string[]): void {
    this.#parts.limiter.cancel(turn)
    this.#rows.unshift({ row, domains })
  }

  /** Takes everything out, once nothing is being claimed any more. */
  async clear(): Promise<readonly ClaimedRow[]> {
    await this.#claiming?.catch(() => undefined)
    return this.#rows.splice(0).map(({ row }) => row)
  }

  /** Those that may leave now, and how long the first of the others has to wait. */
  #start(most: number): NextRows {
    const { limiter } = this.#parts
    const rows: StartedRow[] = []
    let wait = 0
    for (let index = 0; rows.length < most; ) {
      const candidate = this.#rows[index]
      if (!candidate) break
      const ownWait = limiter.wait(candidate.domains)
      if (ownWait === 0) {
        rows.push({ ...candidate, turn: limiter.reserve(candidate.domains) })
        this.#rows.splice(index, 1)
        continue
      }
      wait = wait === 0 ? ownWait : Math.min(wait, ownWait)
      if (limiter.wait([]) > 0) break
      index++
    }
    return { rows, wait }
  }

  /** False when nothing is due. */
  #claim(): Promise<boolean> {
    this.#claiming ??= this.#claimNow().finally(() => {
      this.#claiming = null
    })
    return this.#claiming
  }

  async #claimNow(): Promise<boolean> {
    const { batchId, journal, clock } = this.#parts
    const rows = await journal.claim(batchId, CLAIMED_AT_ONCE, clock.now())
    for (const row of rows) this.#rows.push({ row, domains: domainsOf([row.address]) })
    return rows.length > 0
  }
}

export function domainsOf(addresses: readonly string[]): readonly string[] {
  const domains = addresses.map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase())
  return domains.length === 1 ? domains : [...new Set(domains)]
}
