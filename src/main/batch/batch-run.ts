/** One run of a batch, from its start to finished or paused. */
import type { BatchEvent, RunEnd } from '../../shared/batch-types.ts'
import { toErrorData } from '../../shared/error-data.ts'
import type { BackendFactory } from '../backends/backend.ts'
import { SessionError } from '../backends/session-error.ts'
import type { Journal, RowOutcome } from '../journal/journal.ts'
import { BatchProgress } from './batch-progress.ts'
import { ConnectionLine } from './connection-line.ts'
import { ConnectionPool } from './connection-pool.ts'
import type { OpenBatch } from './open-batch.ts'
import type { Clock, Ids, KeepAwake, Suppression } from './ports.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { RefusalStreak } from './refusal-streak.ts'
import { parseRetryPolicy } from './retry-policy.ts'
import { RowFeed } from './row-feed.ts'
import { RowPreparer } from './row-preparer.ts'
import { reasonOf } from './run-end.ts'

export interface RunParts {
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly suppression: Suppression
  readonly keepAwake: KeepAwake
  readonly connect: BackendFactory
  readonly limiter: RateLimiter
  readonly nextSequence: () => number
  readonly onEvent: (event: BatchEvent) => void
}

/** So late a start is no start on time any more: the user decides. */
const MOST_DELAY = 60_000

/** A sleep is cut into pieces so that a computer that slept, or a clock that jumped, is noticed. */
const LONGEST_SLEEP = 15_000

export class BatchRun {
  readonly #batchId: string
  readonly #parts: RunParts
  readonly #batch: OpenBatch
  readonly #stop = new AbortController()
  readonly #streak = new RefusalStreak()
  readonly #progress: BatchProgress
  readonly #feed: RowFeed
  readonly #pool: ConnectionPool
  /** Why the run is to end before nothing is left. */
  #end: RunEnd | null = null
  #settledForGood = 0

  constructor(batchId: string, batch: OpenBatch, parts: RunParts) {
    const { journal, clock, limiter } = parts
    const { connections, notAfter } = batch.settings.options
    this.#batchId = batchId
    this.#batch = batch
    this.#parts = parts
    this.#progress = new BatchProgress({ ...parts, batchId })
    const onSettled = (row: number, outcome: RowOutcome) => this.#settled(row, outcome)
    const stop = this.#stop.signal
    const shared = { ...parts, batchId, stop, onSettled }
    const preparer = new RowPreparer({ ...shared, renderer: batch.renderer })
    const onCancelled = () => this.stop({ kind: 'cancelled' })
    this.#feed = new RowFeed({ ...shared, preparer, notAfter, onCancelled })
    const line = {
      ...shared,
      feed: this.#feed,
      retry: parseRetryPolicy(batch.settings.options.retry),
      onOpen: (isOpen: boolean) => this.#progress.connections(isOpen ? 1 : -1),
    }
    ...
  }
}
