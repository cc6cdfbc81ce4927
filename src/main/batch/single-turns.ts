/** Turns for messages that are in no batch: they wait for the limits of their account like rows, but go first. */
import type { RateLimit } from '../../shared/rate-limits.ts'
import type { SendHistory } from '../journal/journal.ts'
import type { Account } from './account.ts'
import type { Clock } from './ports.ts'
import type { Turn } from './rate-limiter.ts'

/** What one message asks for. */
export interface TurnRequest {
  /** Of the message, and of nobody else's meanwhile. */
  readonly key: string
  /** See Connections in engine.ts. */
  readonly account: string
  readonly rules: readonly RateLimit[]
  /** Of all its recipients. */
  readonly domains: readonly string[]
}

interface Waiting {
  readonly stop: AbortController
  /** Undefined until the turn has come. */
  turn?: Turn
  readonly account: Account
  /** Takes the rules away again. */
  readonly leave: () => void
}

/** A window may become free, or another program may let go of the account, at any time. */
const LOOK_AGAIN = 250

export class SingleTurns {
  readonly #clock: Clock
  readonly #history: SendHistory
  readonly #accountOf: (name: string) => Account
  readonly #waiting = new Map<string, Waiting>()

  constructor(clock: Clock, history: SendHistory, accountOf: (name: string) => Account) {
    this.#clock = clock
    this.#history = history
    this.#accountOf = accountOf
  }

  /**
   * Resolves with true when the message may leave; then `sent` or `release` must follow. False when it was
   * released before.
   */
  async take({ key, account: name, rules, domains }: TurnRequest): Promise<boolean> {
    this.release(key)
    const account = this.#accountOf(name)
    const stop = new AbortController()
    let letGo: (() => void) | undefined
    account.limiter.expectSingle(1)
    const waiting: Waiting = {
      stop,
      account,
      leave: () => {
        account.limiter.setRules(ruleSet(key), [])
        letGo?.()
      },
    }
    this.#waiting.set(key, waiting)
    try {
      while (!stop.signal.aborted) {
        if (!letGo) {
          letGo = account.hold()
          if (letGo) account.limiter.setRules(ruleSet(key), rules)
        }
        const wait = letGo ? account.limiter.wait(domains, 'single') : LOOK_AGAIN
        if (wait === 0) {
          waiting.turn = account.limiter.reserve(domains)
          return true
        }
        await this.#clock.sleep(Math.min(wait, LOOK_AGAIN), stop.signal)
      }
      return false
    } finally {
      account.limiter.expectSingle(-1)
      if (!waiting.turn) waiting.leave()
    }
  }

  /** Its last octets are about to leave. Resolves when the limits of every later run know of it. */
  async sent(key: string): Promise<void> {
    const waiting = this.#take(key)
    if (!waiting?.turn) return
    const { account, turn, leave } = waiting
    try {
      await this.#history.record(account.limiter.keyOf(turn), this.#clock.now())
      account.limiter.sent(turn)
    } catch (error) {
      account.limiter.cancel(turn)
      throw error
    } finally {
      leave()
    }
  }

  /** The message does not leave this time. Does nothing for one that has left. */
  release(key: string): void {
    const waiting = this.#take(key)
    if (!waiting) return
    waiting.stop.abort()
    if (!waiting.turn) return
    waiting.account.limiter.cancel(waiting.turn)
    waiting.leave()
  }

  #take(key: string): Waiting | undefined {
    const waiting = this.#waiting.get(key)
    this.#waiting.delete(key)
    return waiting
  }
}

/** Rules are kept by who set them; no batch has an id like this. */
function ruleSet(key: string): string {
  return `single ${key}`
}
