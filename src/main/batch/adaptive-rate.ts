/** A rate nobody told us, found by what the server puts off: halved at once, then felt for again. */
import { SlidingCount } from './sliding-count.ts'

/** What a server's answer says about the rate. */
export type Answer = 'accepted' | 'put-off' | 'other'

/** Answers are looked at by the second, as the limits of most servers are. */
const SECOND = 1000

/** A cut shows its effect only after this long; until then nothing is held against the new rate. */
const REACTION_TIME = 1000

/** A few deferred messages are everyday life and say nothing about the rate. */
const TOLERATED_SHARE = 0.05

/** After a cut the rate is back at what the server last took in this time, … */
const RECOVERY_TIME = 2000
/** … and grows by this factor a second beyond it, … */
const CREEP = 1.02
/** … or by this one where the server took nothing at all, so that nothing is known. */
const BLIND_CREEP = 1.2

/** Messages per second; slower would look like standing still. */
const LOWEST = 1

/** How far a timer may be late without the rate suffering, in milliseconds. */
const SLACK = 20

interface Cut {
  readonly at: number
  readonly low: number
  readonly target: number
  readonly creep: number
}

/** What must be seen before anything is concluded. */
export interface Evidence {
  /** Messages put off within a second. */
  readonly putOff: number
  /** Milliseconds since the first answer. */
  readonly time: number
}

/** Every time is monotonic, in milliseconds. */
export class AdaptiveRate {
  readonly #needed: Evidence
  readonly #accepted = new SlidingCount(SECOND)
  readonly #putOff = new SlidingCount(SECOND)
  #cut: Cut | null = null
  #firstAnswer: number | null = null
  #nextAt = 0

  constructor(needed: Evidence) {
    this.#needed = needed
  }

  /** Messages per second that may be sent now; Infinity until the server has put something off. */
  rate(now: number): number {
    if (!this.#cut) return Number.POSITIVE_INFINITY
    const { at, low, target, creep } = this.#cut
    const recovered = Math.min(1, (now - at) / RECOVERY_TIME)
    const beyond = Math.max(0, now - at - RECOVERY_TIME) / SECOND
    return (low + (target - low) * recovered) * creep ** beyond
  }

  /** Until the next message may be reserved. */
  wait(now: number): number {
    return this.#cut ? Math.max(0, this.#nextAt - now) : 0
  }

  reserve(now: number): void {
    if (this.#cut) this.#nextAt = Math.max(this.#nextAt, now - SLACK) + SECOND / this.rate(now)
  }

  /** `reservedAt` tells whether the message was under way before the rate was last cut. */
  answered(answer: Answer, reservedAt: number, now: number): void {
    this.#firstAnswer ??= now
    if (answer === 'accepted') this.#accepted.add(now)
    if (answer !== 'put-off') return
    if (this.#cut && reservedAt < this.#cut.at + REACTION_TIME) return
    this.#putOff.add(now)
    const putOff = this.#putOff.total(now)
    const accepted = this.#accepted.total(now)
    // Where it has taken nothing, it takes a while to know how fast we were.
    const time = accepted === 0 ? SECOND : this.#needed.time
    if (now < this.#firstAnswer + time || putOff < this.#needed.putOff) return
    if (putOff >= TOLERATED_SHARE * (putOff + accepted)) this.slowDown(now)
  }

  /** Halves the rate at which the server took messages, or ours where it took none. */
  slowDown(now: number): void {
    if (this.#cut && now < this.#cut.at + REACTION_TIME) return
    const accepted = this.#accepted.total(now)
    const current = Math.min(this.rate(now), this.#putOff.total(now) + accepted)
    const target = Math.max(LOWEST, accepted === 0 ? current / 2 : Math.min(accepted, current))
    const low = Math.max(LOWEST, accepted === 0 ? target : target / 2)
    this.#cut = { at: now, low, target, creep: accepted === 0 ? BLIND_CREEP : CREEP }
    this.#nextAt = now + SECOND / low
  }
}
