/** One limit: no window of its length, wherever it starts, holds more sends than its limit. */
import type { RateLimit } from '../../shared/rate-limits.ts'

/**
 * The window is kept a little longer than asked for, because the server's watch and ours do not start at
 * the same instant: 2 % of it, a quarter of a second at most.
 */
const MARGIN = 0.02
const MOST_MARGIN = 250

/** Every time is monotonic, in milliseconds. */
export class RollingWindow {
  readonly rule: RateLimit
  readonly #length: number
  /** Times of the last sends, at most `limit` of them; the oldest is overwritten first. */
  readonly #times: number[] = []
  #next = 0
  #reserved = 0

  constructor(rule: RateLimit) {
    this.rule = rule
    this.#length = rule.window + Math.min(rule.window * MARGIN, MOST_MARGIN)
  }

  concerns(domains: readonly string[]): boolean {
    return this.rule.domain === undefined || domains.includes(this.rule.domain)
  }

  /** Until one more may be reserved; Infinity while messages with a reservation have not left yet. */
  wait(now: number): number {
    const free = this.rule.limit - this.#reserved
    if (free <= 0) return Number.POSITIVE_INFINITY
    const decisive = this.#latest(free - 1)
    return decisive === undefined ? 0 : Math.max(0, decisive + this.#length - now)
  }

  /** Takes room for a message that will leave some time from now. */
  reserve(): void {
    this.#reserved++
  }

  cancel(): void {
    this.#reserved--
  }

  /** A message leaves, whether or not it had a reservation. */
  add(now: number): void {
    this.#times[this.#next] = now
    this.#next = (this.#next + 1) % this.rule.limit
  }

  /** The time of the send that `places` others came after. */
  #latest(places: number): number | undefined {
    const index = this.#next - 1 - places
    return this.#times[index < 0 ? index + this.rule.limit : index]
  }
}
