import type { Clock } from '../../src/main/batch/ports.ts'

/** A clock that stands still until it is moved; the wall clock can be set apart from the monotonic one. */
export class FakeClock implements Clock {
  #monotonic = 0
  #wall = Date.UTC(2026, 0, 1)
  readonly #sleepers = new Set<{ readonly until: number; readonly wake: () => void }>()

  now(): number {
    return this.#wall
  }

  monotonic(): number {
    return this.#monotonic
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper = { until: this.#monotonic + ms, wake: resolve }
      this.#sleepers.add(sleeper)
      signal.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper)
        resolve()
      })
    })
  }

  /** How many sleep at this moment. */
  get sleeping(): number {
    return this.#sleepers.size
  }

  /** Time passes; who has slept enough wakes up. */
  advance(ms: number): void {
    this.#monotonic += ms
    this.#wall += ms
    for (const sleeper of this.#sleepers) {
      if (sleeper.until > this.#monotonic) continue
      this.#sleepers.delete(sleeper)
      sleeper.wake()
    }
  }

  /** Somebody sets the clock of the computer, forward or back. */
  jump(ms: number): void {
    this.#wall += ms
  }
}
