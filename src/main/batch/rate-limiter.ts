/** True rolling windows: no window of the given length ever holds more sends than its limit. */
import { InputError } from '../../shared/errors.ts'

export interface RateLimit {
  readonly limit: number
  /** Length of the window in milliseconds. */
  readonly window: number
  /** Counts only recipients of this domain; absent: all. */
  readonly domain?: string | undefined
}

const WINDOWS: Readonly<Record<string, number>> = {
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
}

/** Parses `30/min,1000/hour,10/min@gmail.com`. */
export function parseRateLimits(text: string): readonly RateLimit[] {
  return text.split(',').map((item) => {
    const match = /^(\d{1,7})\/([a-z]+)(?:@([^\s@,]+))?$/.exec(item.trim())
    const window = WINDOWS[match?.[2] ?? '']
    const limit = Number(match?.[1])
    if (!match || window === undefined || limit < 1) {
      throw new InputError(
        'bad-option',
        `--rate: "${item.trim()}" is not a limit such as 30/min, 1000/hour or 10/min@gmail.com.`,
        { field: 'rate' },
      )
    }
    return { limit, window, domain: match[3]?.toLowerCase() }
  })
}

export class RateLimiter {
  readonly #windows: readonly RollingWindow[]

  constructor(limits: readonly RateLimit[]) {
    this.#windows = limits.map((limit) => new RollingWindow(limit))
  }

  /**
   * Books one send at `now` when every window has room and returns 0; otherwise books nothing and
   * returns the milliseconds until it may be asked again.
   */
  book(domains: ReadonlySet<string>, now: number): number {
    const concerned = this.#windows.filter((window) => window.concerns(domains))
    const wait = Math.max(0, ...concerned.map((window) => window.wait(now)))
    if (wait === 0) for (const window of concerned) window.add(now)
    return wait
  }
}

class RollingWindow {
  readonly #rule: RateLimit
  /** Times of the last sends, at most `limit` of them, oldest at `#oldest`. */
  readonly #times: number[] = []
  #oldest = 0

  constructor(rule: RateLimit) {
    this.#rule = rule
  }

  concerns(domains: ReadonlySet<string>): boolean {
    return this.#rule.domain === undefined || domains.has(this.#rule.domain)
  }

  /** Milliseconds until the send `limit` places back has left the window. */
  wait(now: number): number {
    if (this.#times.length < this.#rule.limit) return 0
    const oldest = this.#times[this.#oldest] ?? now
    // A clock set back must not turn into an endless wait: the window's own length is the most.
    return Math.min(Math.max(0, oldest + this.#rule.window - now), this.#rule.window)
  }

  add(now: number): void {
    if (this.#times.length < this.#rule.limit) {
      this.#times.push(now)
      return
    }
    this.#times[this.#oldest] = now
    this.#oldest = (this.#oldest + 1) % this.#rule.limit
  }
}
