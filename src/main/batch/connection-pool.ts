/** Keeps as many connections at work as wanted. Each comes back by itself after a failure, a little later each time. */
import { SessionError } from '../backends/session-error.ts'
import type { ConnectionLine } from './connection-line.ts'
import type { Clock } from './ports.ts'

/** Waits before a connection is made again, in milliseconds. */
const BACKOFF = [1_000, 5_000, 30_000] as const
const LONGEST_BACKOFF = 30_000

export interface PoolParts {
  readonly clock: Clock
  readonly stop: AbortSignal
  readonly newLine: () => ConnectionLine
  /** Rows settled for good so far, over whatever connection: the sign that the server works in principle. */
  readonly settledSoFar: () => number
  /** Told why a connection is being waited for. */
  readonly onBackoff: (error: SessionError) => void
  /** Told what no waiting mends, or what has lasted too long. Ends the run. */
  readonly onFailure: (error: unknown) => void
}

export class ConnectionPool {
  readonly #parts: PoolParts
  readonly #lines = new Map<number, ConnectionLine>()
  readonly #running = new Map<number, Promise<void>>()
  #wanted: number

  constructor(parts: PoolParts, wanted: number) {
    this.#parts = parts
    this.#wanted = wanted
  }

  /** More begin at once where a run is under way; fewer finish what they have in flight. */
  resize(wanted: number): void {
    this.#wanted = wanted
    for (const [index, line] of this.#lines) if (index >= wanted) line.retire()
    if (this.#running.size > 0) this.#start()
  }

  /** Resolves when nothing is due any more, or the run is to end. */
  async run(): Promise<void> {
    this.#start()
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  #start(): void {
    for (let index = 0; index < this.#wanted; index++) {
      if (this.#running.has(index)) continue
      const kept = this.#keep(index).catch(this.#parts.onFailure)
      this.#running.set(
        index,
        kept.finally(() => this.#running.delete(index)),
      )
    }
  }

  /** One connection after the other, until nothing is due. */
  async #keep(index: number): Promise<void> {
    const { clock, stop, newLine, settledSoFar, onBackoff } = this.#parts
    let failures = 0
    let settledBefore = 0
    while (index < this.#wanted && !stop.aborted) {
      const line = newLine()
      this.#lines.set(index, line)
      try {
        return await line.run()
      } catch (error) {
        if (!(error instanceof SessionError && error.transient)) throw error
        if (line.hasSettled) failures = 0
        if (failures === 0) settledBefore = settledSoFar()
        failures++
        // While others get through, the server only wants fewer connections.
        if (failures > BACKOFF.length && settledSoFar() === settledBefore) throw error
        onBackoff(error)
        await clock.sleep(BACKOFF[failures - 1] ?? LONGEST_BACKOFF, stop)
      } finally {
        this.#lines.delete(index)
      }
    }
  }
}
