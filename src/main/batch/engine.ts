/** Runs a batch: rows from the journal, over one or more connections, back into the journal. */
import type { BatchTotals } from '../../shared/batch-types.ts'
import type { MailwrightError } from '../../shared/errors.ts'
import type { Backend, BackendFactory } from '../backends/backend.ts'
import { SessionError } from '../backends/session-error.ts'
import type { Journal } from '../journal/journal.ts'
import { ConnectionLine } from './connection-line.ts'
import type { Clock, Ids, Suppression } from './ports.ts'
import { type RateLimit, RateLimiter } from './rate-limiter.ts'
import type { RetryPolicy } from './retry-policy.ts'
import type { RowRenderer } from './row-renderer.ts'

export interface EngineParts {
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly connect: BackendFactory
  readonly renderer: RowRenderer
  readonly suppression: Suppression
}

export interface RunOptions {
  /** How many connections send side by side. */
  readonly connections: number
  readonly limits: readonly RateLimit[]
  readonly retry: RetryPolicy
  /** Milliseconds since 1970 after which no row is started. */
  readonly notAfter: number | null
  /** Stay until no row is deferred any more. */
  readonly wait: boolean
  /** Aborting lets the transactions in flight finish and pauses the batch. */
  readonly stop: AbortSignal
  /** Called whenever a row is settled. */
  readonly onProgress?: () => void
}

/** Why a run ended. Only `finished` means that nothing is left to send. */
export type RunEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'too-late' }
  /** Only deferred rows are left; the first is due at this time (milliseconds since 1970). */
  | { readonly kind: 'waiting'; readonly dueAt: number }
  | { readonly kind: 'failed'; readonly error: MailwrightError }

/** Waits before the session is tried again, in milliseconds. After the last one the batch pauses. */
const SESSION_BACKOFF = [1_000, 5_000, 30_000] as const

/**
 * Sends what is queued and due. The caller holds the batch's lock. Ends with the batch `finished`,
 * or `paused` with the reason; a failing journal rejects, because then nothing may be sent.
 */
export async function runBatch(batchId: string, parts: EngineParts, options: RunOptions): Promise<RunEnd> {
  const { journal, clock } = parts
  await journal.recover(batchId, clock.now())
  await journal.setState(batchId, 'running', clock.now())
  const end = await new BatchRun(batchId, parts, options).run()
  await journal.setState(batchId, end.kind === 'finished' ? 'finished' : 'paused', clock.now(), reasonOf(end))
  return end
}

class BatchRun {
  readonly #batchId: string
  readonly #parts: EngineParts
  readonly #options: RunOptions
  readonly #limiter: RateLimiter

  constructor(batchId: string, parts: EngineParts, options: RunOptions) {
    this.#batchId = batchId
    this.#parts = parts
    this.#options = options
    this.#limiter = new RateLimiter(options.limits)
  }

  async run(): Promise<RunEnd> {
    const { journal, clock } = this.#parts
    const { stop, notAfter, wait } = this.#options
    for (let failures = 0; ; ) {
      const before = journal.totals(this.#batchId)
      const error = await this.#sendDue()
      if (error) {
        // Progress since the last failure means that the session works in principle: start over.
        failures = moved(before, journal.totals(this.#batchId)) ? 1 : failures + 1
        const pause =
          error instanceof SessionError && error.transient ? SESSION_BACKOFF[failures - 1] : undefined
        if (pause === undefined || stop.aborted) return { kind: 'failed', error }
        await clock.sleep(pause, stop)
        continue
      }
      if (stop.aborted) return { kind: 'stopped' }
      if (notAfter !== null && clock.now() > notAfter) return { kind: 'too-late' }
      const dueAt = journal.nextDue(this.#batchId)
      if (dueAt === null) return { kind: 'finished' }
      if (!wait) return { kind: 'waiting', dueAt }
      await clock.sleep(Math.max(0, dueAt - clock.now()), stop)
    }
  }

  /** Sends until nothing is due. One connection's failure stops the others after their transaction. */
  async #sendDue(): Promise<MailwrightError | null> {
    const failure = new AbortController()
    const stop = AbortSignal.any([this.#options.stop, failure.signal])
    const errors: unknown[] = []
    await Promise.all(
      Array.from({ length: this.#options.connections }, async () => {
        try {
          await this.#sendOver(this.#parts.connect(), stop)
        } catch (error) {
          errors.push(error)
          failure.abort()
        }
      }),
    )
    const fatal = errors.find((error) => !(error instanceof SessionError))
    if (fatal !== undefined) throw fatal
    const [first] = errors
    return first instanceof SessionError ? first : null
  }

  async #sendOver(backend: Backend, stop: AbortSignal): Promise<void> {
    const { retry, notAfter, onProgress } = this.#options
    const line = new ConnectionLine({
      ...this.#parts,
      batchId: this.#batchId,
      limiter: this.#limiter,
      retry,
      notAfter,
      stop,
      onProgress: onProgress ?? (() => undefined),
    })
    try {
      await backend.sendMessages(line.messages(), line.hooks)
    } catch (error) {
      await line.giveBack(error)
      throw error
    } finally {
      await backend.close()
    }
  }
}

function moved(before: BatchTotals, after: BatchTotals): boolean {
  return after.pending + after.deferred !== before.pending + before.deferred
}

function reasonOf(end: RunEnd): string | undefined {
  switch (end.kind) {
    case 'finished':
      return undefined
    case 'stopped':
      return 'Paused by the user.'
    case 'too-late':
      return 'The time set with "not later than" is over.'
    case 'waiting':
      return `Only deferred rows are left; the next one is due at ${new Date(end.dueAt).toISOString()}.`
    case 'failed':
      return end.error.message
  }
}
