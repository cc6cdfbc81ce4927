/** One run of a batch, from its start to finished or paused. */
import type { BatchEvent, BatchState, RunEnd } from '../../shared/batch-types.ts'
import { toErrorData } from '../../shared/error-data.ts'
import { EnvironmentError } from '../../shared/errors.ts'
import type { RateLimit } from '../../shared/rate-limits.ts'
import type { BackendFactory } from '../backends/backend.ts'
import type { Journal } from '../journal/journal.ts'
import type { Account } from './account.ts'
import { BatchProgress } from './batch-progress.ts'
import type { OpenBatch } from './open-batch.ts'
import type { Clock, Ids, KeepAwake, Suppression } from './ports.ts'
import { parseRateLimits } from './rate-limits.ts'
import type { Renderer } from './renderer.ts'
import { standstillOf, startingAt, waitingFor } from './run-end.ts'
import { Sending } from './sending.ts'

export interface RunParts {
  readonly batchId: string
  readonly batch: OpenBatch
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly suppression: Suppression
  readonly keepAwake: KeepAwake
  readonly connect: BackendFactory
  readonly renderer: Renderer
  readonly account: Account
  /** Milliseconds since 1970; null: at once. */
  readonly startAt: number | null
  /** Stay until no row is deferred any more. */
  readonly wait: boolean
  readonly nextSequence: () => number
  readonly onEvent: (event: BatchEvent) => void
}

/** So late a start is no start on time any more: the user decides. */
const MOST_DELAY = 60_000

/** A sleep is cut into pieces, so that a computer that slept or a clock that jumped is noticed. */
const LONGEST_SLEEP = 15_000

/** Another program may let go of the account at any time. */
const ASK_AGAIN = 1_000

export class BatchRun {
  readonly #parts: RunParts
  readonly #stop = new AbortController()
  readonly #progress: BatchProgress
  readonly #sending: Sending
  #rules: readonly RateLimit[]
  #releaseAccount: (() => void) | undefined
  /** What ends the run before nothing is left. */
  #end: RunEnd | null = null
  #hasBegun = false

  constructor(parts: RunParts) {
    const { rate } = parts.batch.settings.options
    this.#parts = parts
    this.#rules = rate === null ? [] : parseRateLimits(rate)
    this.#progress = new BatchProgress(parts)
    this.#sending = new Sending({
      ...parts,
      progress: this.#progress,
      stop: this.#stop.signal,
      onFailure: (error) => this.stop({ kind: 'failed', error: toErrorData(error) }),
      onCancelled: () => this.stop({ kind: 'cancelled' }),
    })
  }

  /** Never rejects: a failure of the journal is an end like any other. */
  async run(): Promise<RunEnd> {
    let end = await this.#work().catch(failed)
    this.#parts.renderer.close()
    try {
      await this.#record(end)
    } catch (error) {
      end = failed(error)
    }
    if (!this.#isStillReady(end)) this.#progress.enter(stateAfter(end), standstillOf(end))
    this.#progress.end()
    return end
  }

  /** Lets the transactions in flight finish, then ends so. The first reason counts. */
  stop(end: RunEnd): void {
    this.#end ??= end
    this.#stop.abort()
  }

  setConnections(connections: number): void {
    this.#sending.resize(connections)
  }

  /** Rejects with `batch-running` while another program sends over the account with limits. */
  setLimits(rules: readonly RateLimit[]): void {
    const { batchId, account } = this.#parts
    if (rules.length > 0) this.#releaseAccount ??= account.hold()
    if (rules.length > 0 && !this.#releaseAccount) {
      throw new EnvironmentError(
        'batch-running',
        'Another program is sending over the same account with limits of its own: wait until it is done.',
      )
    }
    this.#rules = rules
    account.limiter.setRules(batchId, rules)
    this.#sending.wake()
  }

  snapshot(sequence: number): BatchEvent {
    return this.#progress.snapshot(sequence)
  }

  async #work(): Promise<RunEnd> {
    const { batchId, batch, journal, clock, keepAwake } = this.#parts
    await journal.recover(batchId, clock.now())
    if (batch.settings.options.atLeastOnce) await journal.resolveUncertain(batchId, 'resend', clock.now())
    await this.#untilStart()
    if (this.#end) return this.#end
    this.#hasBegun = true
    await journal.setState(batchId, 'running', clock.now())
    this.#progress.enter('running', null)
    const letSleep = keepAwake.hold()
    try {
      await this.#holdAccount()
      return await this.#sendAll()
    } finally {
      letSleep()
      await this.#letGo()
    }
  }

  async #sendAll(): Promise<RunEnd> {
    const { batchId, batch, journal, clock, wait } = this.#parts
    const { notAfter } = batch.settings.options
    for (;;) {
      await this.#sending.sendDue()
      if (this.#end) return this.#end
      if (notAfter !== null && clock.now() > notAfter) return { kind: 'too-late' }
      const dueAt = journal.nextDue(batchId)
      if (dueAt === null) return { kind: 'finished' }
      if (!wait) return { kind: 'waiting', dueAt }
      this.#progress.enter('running', waitingFor(dueAt))
      await this.#sleepUntil(Math.min(dueAt, notAfter === null ? dueAt : notAfter + 1))
      this.#progress.enter('running', null)
    }
  }

  /** After sleep or downtime nothing is sent late without being asked for. */
  async #untilStart(): Promise<void> {
    const { clock, startAt } = this.#parts
    if (startAt === null) return
    this.#progress.enter('ready', startingAt(startAt))
    await this.#sleepUntil(startAt)
    if (clock.now() - startAt > MOST_DELAY) this.stop({ kind: 'missed-start', startAt })
  }

  async #sleepUntil(time: number): Promise<void> {
    const { clock } = this.#parts
    while (!this.#end) {
      const left = time - clock.now()
      if (left <= 0) return
      await clock.sleep(Math.min(left, LONGEST_SLEEP), this.#stop.signal)
    }
  }

  async #holdAccount(): Promise<void> {
    const { batchId, clock, account } = this.#parts
    while (this.#rules.length > 0 && !this.#end) {
      this.#releaseAccount ??= account.hold()
      if (this.#releaseAccount) break
      this.#progress.enter('running', {
        reason: 'Another program is sending over the same account: waiting for its end.',
        cause: 'account-busy',
        dueAt: null,
      })
      await clock.sleep(ASK_AGAIN, this.#stop.signal)
    }
    account.limiter.setRules(batchId, this.#rules)
    this.#progress.enter('running', null)
  }

  async #letGo(): Promise<void> {
    const { batchId, account } = this.#parts
    try {
      await this.#sending.close()
    } finally {
      account.limiter.setRules(batchId, [])
      this.#releaseAccount?.()
    }
  }

  /** The schedule holds when the program is there again. */
  #isStillReady({ kind }: RunEnd): boolean {
    return kind === 'closed' && !this.#hasBegun && this.#parts.startAt !== null
  }

  async #record(end: RunEnd): Promise<void> {
    const { batchId, journal, clock } = this.#parts
    if (this.#isStillReady(end)) return
    const why = standstillOf(end)
    // Rows that were claimed when another program cancelled the batch are skipped now.
    if (end.kind === 'cancelled') await journal.cancel(batchId, clock.now(), why?.reason ?? '')
    else await journal.setState(batchId, stateAfter(end), clock.now(), why ?? undefined)
  }
}

function failed(error: unknown): RunEnd {
  return { kind: 'failed', error: toErrorData(error) }
}

function stateAfter(end: RunEnd): BatchState {
  return end.kind === 'finished' || end.kind === 'cancelled' ? end.kind : 'paused'
}
