/** The machinery of a run: rows through the feed to the connections, results to whoever watches. */
import type { BackendFactory } from '../backends/backend.ts'
import type { SessionError } from '../backends/session-error.ts'
import type { Journal, RowOutcome } from '../journal/journal.ts'
import type { Account } from './account.ts'
import type { BatchProgress } from './batch-progress.ts'
import { ConnectionLine } from './connection-line.ts'
import { ConnectionPool } from './connection-pool.ts'
import type { OpenBatch } from './open-batch.ts'
import type { Clock, Ids, Suppression } from './ports.ts'
import { RefusalStreak } from './refusal-streak.ts'
import type { Renderer } from './renderer.ts'
import { parseRetryPolicy } from './retry-policy.ts'
import { RowFeed } from './row-feed.ts'
import { RowPreparer } from './row-preparer.ts'
import { rarelyAsked } from './suppressed.ts'

export interface SendingParts {
  readonly batchId: string
  readonly batch: OpenBatch
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly suppression: Suppression
  readonly connect: BackendFactory
  readonly renderer: Renderer
  readonly account: Account
  readonly progress: BatchProgress
  readonly stop: AbortSignal
  /** Told what ends the run. */
  readonly onFailure: (error: unknown) => void
  readonly onCancelled: () => void
}

export class Sending {
  readonly #parts: SendingParts
  readonly #streak = new RefusalStreak()
  readonly #feed: RowFeed
  readonly #pool: ConnectionPool
  #settledForGood = 0

  constructor(parts: SendingParts) {
    const { account, progress } = parts
    const { options } = parts.batch.settings
    this.#parts = parts
    const shared = {
      ...parts,
      limiter: account.limiter,
      suppression: rarelyAsked(parts.suppression, parts.clock),
      notAfter: options.notAfter,
      retry: { ...parseRetryPolicy(options.retry), retriesUncertain: options.atLeastOnce === true },
      onSettled: (row: number, outcome: RowOutcome) => this.#settled(row, outcome),
      onOpen: (isOpen: boolean) => {
        progress.connections(isOpen ? 1 : -1)
        if (isOpen) progress.enter('running', null)
      },
    }
    const feed = new RowFeed({ ...shared, preparer: new RowPreparer(shared) })
    this.#feed = feed
    this.#pool = new ConnectionPool(
      {
        ...shared,
        newLine: () => new ConnectionLine({ ...shared, feed }),
        settledSoFar: () => this.#settledForGood,
        onBackoff: (error) => this.#backOff(error),
      },
      options.connections,
    )
  }

  /** Resolves when nothing is due any more, or the run is to end. */
  async sendDue(): Promise<void> {
    // A row that one connection gave back may come after all others have gone home.
    do await this.#pool.run()
    while (this.#feed.hasRows && !this.#feed.isOver)
  }

  resize(connections: number): void {
    this.#pool.resize(connections)
  }

  /** The limits have changed. */
  wake(): void {
    this.#feed.wake()
  }

  /** Gives back what was not sent, rows that failed for a cause that was not theirs included. */
  async close(): Promise<void> {
    const { batchId, journal } = this.#parts
    await this.#feed.close()
    if (this.#streak.failed.length > 0) await journal.requeueFailed(batchId, this.#streak.failed)
  }

  #settled(row: number, outcome: RowOutcome): void {
    const { clock, progress, onFailure } = this.#parts
    if (outcome.state !== 'deferred') this.#settledForGood++
    progress.settled(row, outcome)
    const refusal = this.#streak.settled(row, outcome, clock.monotonic())
    if (refusal) onFailure(refusal)
  }

  #backOff(error: SessionError): void {
    const { account, progress } = this.#parts
    if (error.reply?.code === 421) account.limiter.slowDown()
    const reason = `${error.message} Trying again soon.`
    progress.enter('running', { reason, cause: 'backing-off', dueAt: null })
  }
}
