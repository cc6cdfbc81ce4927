/** What a provider counts together: the limits its batches share, here and against other programs. */
import type { SendHistory } from '../journal/journal.ts'
import type { Clock } from './ports.ts'
import { RateLimiter } from './rate-limiter.ts'

export class Account {
  readonly limiter: RateLimiter
  readonly #name: string
  readonly #history: SendHistory
  #holders = 0
  #unlock: (() => void) | undefined

  constructor(name: string, clock: Clock, history: SendHistory) {
    this.limiter = new RateLimiter(name, clock, history)
    this.#name = name
    this.#history = history
  }

  /**
   * Needed before rules are set: two programs cannot share a window. Returns what lets go, or undefined
   * while another program sends with limits of its own.
   */
  hold(): (() => void) | undefined {
    this.#unlock ??= this.#history.lock(this.#name)
    if (!this.#unlock) return undefined
    this.#holders++
    return () => this.#release()
  }

  #release(): void {
    this.#holders--
    if (this.#holders > 0) return
    this.#unlock?.()
    this.#unlock = undefined
  }
}
