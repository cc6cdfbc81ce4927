/** How far a run is, told at most ten times a second however fast rows settle. */
import type { BatchEvent, BatchState, BatchTotals, RowChange } from '../../shared/batch-types.ts'
import type { Journal, RowOutcome } from '../journal/journal.ts'
import type { Clock } from './ports.ts'
import type { Standstill } from './run-end.ts'
import { SlidingCount } from './sliding-count.ts'

/** Nine regular events leave room for the closing one within any second. */
const INTERVAL = 112

/** Rows an event names. */
const MOST_CHANGES = 100

/** The rate is that of the last so many milliseconds. */
const RATE_SPAN = 3000

export interface ProgressParts {
  readonly batchId: string
  readonly journal: Journal
  readonly clock: Clock
  readonly nextSequence: () => number
  readonly onEvent: (event: BatchEvent) => void
}

export class BatchProgress {
  readonly #parts: ProgressParts
  readonly #startedAt: number
  readonly #settled = new SlidingCount(RATE_SPAN)
  readonly #never = new AbortController().signal
  #state: BatchState
  #why: Standstill | null
  #totals: BatchTotals
  #connections = 0
  #changed: RowChange[] = []
  #unlisted = 0
  #isScheduled = false
  #toldAt = Number.NEGATIVE_INFINITY
  #isOver = false

  constructor(parts: ProgressParts) {
    this.#parts = parts
    const { state, reason, cause } = parts.journal.batch(parts.batchId)
    this.#state = state
    this.#why = reason === null ? null : { reason, cause, dueAt: null }
    this.#totals = parts.journal.totals(parts.batchId)
    this.#startedAt = parts.clock.monotonic()
  }

  /** The row's result is on the disk. */
  settled(number: number, { state, text }: RowOutcome): void {
    this.#settled.add(this.#parts.clock.monotonic())
    if (this.#changed.length < MOST_CHANGES) this.#changed.push({ number, state, text })
    else this.#unlisted++
    this.#tellSoon()
  }

  connections(change: 1 | -1): void {
    this.#connections += change
    this.#tellSoon()
  }

  /** The batch is in another state, or waits for something else. */
  enter(state: BatchState, why: Standstill | null): void {
    if (state === this.#state && why?.reason === this.#why?.reason) return
    this.#state = state
    this.#why = why
    this.#tellSoon()
  }

  /** The last event, told at once. */
  end(): void {
    this.#isOver = true
    this.#tell()
  }

  /** What an event would tell now, without the rows; disturbs no event. */
  snapshot(sequence: number): BatchEvent {
    const { batchId, clock } = this.#parts
    const now = clock.monotonic()
    const span = Math.min(RATE_SPAN, Math.max(now - this.#startedAt, INTERVAL))
    return {
      sequence,
      batchId,
      state: this.#state,
      reason: this.#why?.reason ?? null,
      cause: this.#why?.cause ?? null,
      dueAt: this.#why?.dueAt ?? null,
      totals: this.#readTotals(),
      rate: (this.#settled.total(now) * 1000) / span,
      connections: this.#connections,
      changed: [],
      unlisted: 0,
    }
  }

  #readTotals(): BatchTotals {
    const { batchId, journal } = this.#parts
    try {
      this.#totals = journal.totals(batchId)
    } catch {
      // The end of the run tells what is wrong with the journal; until then the last known totals hold.
    }
    return this.#totals
  }

  #tellSoon(): void {
    if (this.#isScheduled || this.#isOver) return
    this.#isScheduled = true
    const { clock } = this.#parts
    const wait = Math.max(0, this.#toldAt + INTERVAL - clock.monotonic())
    void clock.sleep(wait, this.#never).then(() => {
      this.#isScheduled = false
      if (!this.#isOver) this.#tell()
    })
  }

  #tell(): void {
    const { clock, nextSequence, onEvent } = this.#parts
    const event = { ...this.snapshot(nextSequence()), changed: this.#changed, unlisted: this.#unlisted }
    this.#changed = []
    this.#unlisted = 0
    this.#toldAt = clock.monotonic()
    onEvent(event)
  }
}
