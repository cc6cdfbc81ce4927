/** When the next message of an account may leave: the user's limits, and what the server lets us feel. */
import { LONGEST_WINDOW, type RateLimit } from '../../shared/rate-limits.ts'
import type { SendHistory, SendKey } from '../journal/journal.ts'
import { AdaptiveRate, type Answer } from './adaptive-rate.ts'
import type { Clock } from './ports.ts'
import { RollingWindow } from './rolling-window.ts'

/** A message that may leave: it holds its place in every window until it has left or never will. */
export interface Turn {
  readonly domains: readonly string[]
  readonly reservedAt: number
  /** The windows it has a place in. */
  readonly windows: RollingWindow[]
}

/** Milliseconds a batch waits while a single message wants to leave, before it looks again. */
const AFTER_SINGLE = 20

/** Domains whose answers are remembered; a list may have a million. */
const MOST_DOMAINS = 1000

/** One busy mailbox is nothing to slow a whole account down for. */
const OF_ACCOUNT = { putOff: 3, time: 1000 }
const OF_DOMAIN = { putOff: 1, time: 0 }

interface DomainPace {
  readonly pace: AdaptiveRate
  hasPutOff: boolean
}

/**
 * One for each account (whatever a provider counts together), shared by all its batches. A place is
 * reserved before a message is rendered and becomes a send when its last octets leave; both count, so that
 * no connection, however slow, makes a window overflow.
 */
export class RateLimiter {
  readonly #account: string
  readonly #clock: Clock
  readonly #history: SendHistory
  readonly #rules = new Map<string, readonly RateLimit[]>()
  #windows: readonly RollingWindow[] = []
  readonly #pending = new Set<Turn>()
  readonly #pace = new AdaptiveRate(OF_ACCOUNT)
  readonly #domains = new Map<string, DomainPace>()
  #singles = 0

  constructor(account: string, clock: Clock, history: SendHistory) {
    this.#account = account
    this.#clock = clock
    this.#history = history
  }

  get hasRules(): boolean {
    return this.#windows.length > 0
  }

  /** A batch's limits hold for every batch of the account while it runs; an empty list takes them away. */
  setRules(batchId: string, rules: readonly RateLimit[]): void {
    if (rules.length > 0) this.#rules.set(batchId, rules)
    else this.#rules.delete(batchId)
    const wanted = new Map([...this.#rules.values()].flat().map((rule) => [keyOf(rule), rule]))
    const known = new Map(this.#windows.map((window) => [keyOf(window.rule), window]))
    this.#windows = [...wanted].map(([key, rule]) => known.get(key) ?? this.#newWindow(rule))
  }

  /** Somebody waits to send one message, or does no longer: a batch lets it go first. */
  expectSingle(change: 1 | -1): void {
    this.#singles += change
  }

  /** Milliseconds until a message to these domains may have its turn; 0: now. */
  wait(domains: readonly string[], of: 'batch' | 'single' = 'batch'): number {
    const now = this.#clock.monotonic()
    let wait = this.#pace.wait(now)
    if (of === 'batch' && this.#singles > 0) wait = Math.max(wait, AFTER_SINGLE)
    for (const window of this.#windows) if (window.concerns(domains)) wait = Math.max(wait, window.wait(now))
    for (const domain of domains) wait = Math.max(wait, this.#domains.get(domain)?.pace.wait(now) ?? 0)
    return wait
  }

  /** Only after `wait` has said 0. */
  reserve(domains: readonly string[]): Turn {
    const reservedAt = this.#clock.monotonic()
    const windows = this.#windows.filter((window) => window.concerns(domains))
    for (const window of windows) window.reserve()
    this.#pace.reserve(reservedAt)
    for (const domain of domains) this.#domains.get(domain)?.pace.reserve(reservedAt)
    const turn = { domains, reservedAt, windows }
    this.#pending.add(turn)
    return turn
  }

  /** What the journal counts the message for, in the commit that says that it leaves. */
  keyOf(turn: Turn): SendKey {
    if (turn.windows.length === 0) return { account: this.#account, domains: [] }
    const ruled = turn.windows.flatMap(({ rule }) => rule.domain ?? [])
    return { account: this.#account, domains: [...new Set(ruled)] }
  }

  /** The last octets leave now. */
  sent(turn: Turn): void {
    const now = this.#clock.monotonic()
    this.#leave(turn)
    for (const window of this.#windows) if (window.concerns(turn.domains)) window.add(now)
  }

  /** The message does not leave this time. */
  cancel(turn: Turn): void {
    this.#leave(turn)
  }

  /**
   * The first message to a domain that is put off counts against the account too, later ones against the
   * domain: one busy receiver does not slow down the others, and a busy relay slows down everything.
   */
  answered({ domains, reservedAt }: Turn, answer: Answer): void {
    const now = this.#clock.monotonic()
    let isNew = true
    for (const name of domains) {
      const domain = this.#domain(name)
      domain.pace.answered(answer, reservedAt, now)
      if (domain.hasPutOff) isNew = false
      if (answer === 'put-off') domain.hasPutOff = true
    }
    if (answer !== 'put-off' || isNew) this.#pace.answered(answer, reservedAt, now)
  }

  /** The server closed a connection because it has too much to do. */
  slowDown(): void {
    this.#pace.slowDown(this.#clock.monotonic())
  }

  #domain(name: string): DomainPace {
    const known = this.#domains.get(name)
    if (known) return known
    const [oldest] = this.#domains.keys()
    if (oldest !== undefined && this.#domains.size >= MOST_DOMAINS) this.#domains.delete(oldest)
    const domain = { pace: new AdaptiveRate(OF_DOMAIN), hasPutOff: false }
    this.#domains.set(name, domain)
    return domain
  }

  #leave(turn: Turn): void {
    this.#pending.delete(turn)
    for (const window of turn.windows.splice(0)) window.cancel()
  }

  /** Knows what left before, in whatever run, and what is about to leave. */
  #newWindow(rule: RateLimit): RollingWindow {
    const window = new RollingWindow(rule)
    const [now, wall] = [this.#clock.monotonic(), this.#clock.now()]
    const since = wall - LONGEST_WINDOW
    for (const { before, messages } of this.#history.since(this.#account, rule.domain ?? '', since)) {
      // A clock set back since then must not put sends into the future.
      const age = Math.max(0, wall - before)
      for (let sends = Math.min(messages, rule.limit); sends > 0; sends--) window.add(now - age)
    }
    for (const turn of this.#pending) {
      if (!window.concerns(turn.domains)) continue
      window.reserve()
      turn.windows.push(window)
    }
    return window
  }
}

function keyOf({ limit, window, domain }: RateLimit): string {
  return `${limit}/${window}@${domain ?? ''}`
}
