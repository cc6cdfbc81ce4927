/** The batch engine: starts, pauses, resumes and cancels batches, and tells how far they are. */
import type { BatchEvent, RunEnd } from '../../shared/batch-types.ts'
import { EnvironmentError, InputError } from '../../shared/errors.ts'
import { LONGEST_WINDOW } from '../../shared/rate-limits.ts'
import { MOST_CONNECTIONS } from '../../shared/settings-types.ts'
import type { BackendFactory } from '../backends/backend.ts'
import type { Journal } from '../journal/journal.ts'
import type { DkimSetup } from '../mail/dkim.ts'
import { Account } from './account.ts'
import { BatchRun } from './batch-run.ts'
import { type BatchSettings, thaw } from './frozen-batch.ts'
import { openBatch } from './open-batch.ts'
import type { Clock, FileReader, Ids, KeepAwake, Suppression } from './ports.ts'
import { parseRateLimits } from './rate-limits.ts'
import { localRenderer, type Renderer } from './renderer.ts'
import { SingleTurns } from './single-turns.ts'

export interface EngineParts {
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly files: FileReader
  readonly suppression: Suppression
  readonly keepAwake: KeepAwake
  /** Renders a batch elsewhere; in this thread where it is not given, or where a backend wants whole messages. */
  readonly renderElsewhere?: (batchId: string, signing: DkimSetup | null, here: Renderer) => Renderer
  /** What signs the messages of a profile by this name; null where the name is undefined. */
  readonly signing: (profile: string | undefined) => Promise<DkimSetup | null>
  /** From the way of sending a batch was started with to its connections. */
  readonly connect: (choice: BatchSettings['choice']) => Promise<Connections>
  readonly onEvent: (event: BatchEvent) => void
}

export interface Connections {
  /** Makes one more. */
  readonly open: BackendFactory
  /** Names what the provider counts together, so that limits are shared and found again. */
  readonly account: string
  /** The backend asks for more of a message than its octets. */
  readonly needsMessages: boolean
}

export interface StartOptions {
  /** Stay until no row is deferred any more. */
  readonly wait: boolean
  /** Corrections to the options of the backend, for this run. */
  readonly backendOptions: Readonly<Record<string, unknown>>
}

export interface StartedRun {
  /** Never rejects. The result of every row is durable before. */
  readonly ended: Promise<RunEnd>
}

export class BatchEngine {
  readonly #parts: EngineParts
  /** Runs from the moment they are asked for, so that a pause right behind a start is not lost. */
  readonly #running = new Map<string, Promise<StartedRun & { readonly run: BatchRun }>>()
  readonly #accounts = new Map<string, Account>()
  /** For messages that are in no batch but count in the same limits. */
  readonly turns: SingleTurns
  #sequence = 0

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.turns = new SingleTurns(parts.clock, parts.journal.sends, (name) => this.#account(name))
  }

  /**
   * Starts a batch that is ready, at the time it was scheduled for, or goes on at once with one that was
   * paused or interrupted. Rejects with `batch-running` while anybody is sending it, and with an InputError
   * when it cannot be sent as it is set up; nothing has changed then.
   */
  async start(batchId: string, options: StartOptions): Promise<StartedRun> {
    const unlock = this.#parts.journal.lock(batchId)
    const forget = (): void => {
      this.#running.delete(batchId)
      unlock()
    }
    const running = this.#open(batchId, options).then((run) => ({ run, ended: run.run().finally(forget) }))
    running.catch(forget)
    this.#running.set(batchId, running)
    const { ended } = await running
    return { ended }
  }

  /** Finishes the transactions in flight, then stops. Does nothing where nothing runs. */
  async pause(batchId: string): Promise<void> {
    await this.#stop(batchId, { kind: 'stopped' })
  }

  /** Finishes the transactions in flight and skips the rest, whether the batch runs or not. */
  async cancel(batchId: string): Promise<void> {
    const { journal, clock } = this.#parts
    if (await this.#stop(batchId, { kind: 'cancelled' })) return
    const unlock = journal.lock(batchId)
    try {
      await journal.recover(batchId, clock.now())
      await journal.cancel(batchId, clock.now(), 'Cancelled by the user.')
    } finally {
      unlock()
    }
  }

  /** `rate` as in `30/min,10/min@gmail.com`, or null for no limit. Holds from now on and after every resume. */
  async setLimits(batchId: string, rate: string | null): Promise<void> {
    const rules = rate === null ? [] : parseRateLimits(rate)
    const running = await this.#running.get(batchId)
    running?.run.setLimits(rules)
    await this.#setOption(batchId, { rate })
  }

  /** Holds from now on and after every resume; connections above the new number finish what is in flight. */
  async setConnections(batchId: string, connections: number): Promise<void> {
    if (!Number.isInteger(connections) || connections < 1 || connections > MOST_CONNECTIONS) {
      const message = `There can be 1 to ${MOST_CONNECTIONS} connections, not ${connections}.`
      throw new InputError('bad-option', message, { field: 'connections' })
    }
    const running = await this.#running.get(batchId)
    running?.run.setConnections(connections)
    await this.#setOption(batchId, { connections })
  }

  /** What a window that missed events needs to know; later events have a greater sequence number. */
  async snapshot(batchId: string): Promise<BatchEvent> {
    const running = await this.#running.get(batchId)
    if (running) return running.run.snapshot(this.#sequence)
    const { journal } = this.#parts
    const { state, reason, cause } = journal.batch(batchId)
    const totals = journal.totals(batchId)
    const idle = { rate: 0, connections: 0, changed: [], unlisted: 0 }
    return { sequence: this.#sequence, batchId, state, reason, cause, dueAt: null, totals, ...idle }
  }

  /**
   * Pauses every batch and resolves when nothing is in flight any more. Those that wait for their time to
   * start stay ready: nobody asked for anything else.
   */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((batchId) => this.#stop(batchId, { kind: 'closed' })))
  }

  async #open(batchId: string, { wait, backendOptions }: StartOptions): Promise<BatchRun> {
    const { journal, clock, files, connect, renderElsewhere } = this.#parts
    const { state } = journal.batch(batchId)
    if (state === 'cancelled') {
      const message = `Batch ${batchId} was cancelled: start a new one with the rows that are still to be sent.`
      throw new EnvironmentError('state-conflict', message)
    }
    const signing = await this.#parts.signing(thaw(journal.batch(batchId)).settings.signedBy)
    const batch = openBatch(journal, batchId, files, signing)
    const { choice, options } = batch.settings
    const connections = await connect({ ...choice, options: { ...choice.options, ...backendOptions } })
    const here = localRenderer(batch.renderer)
    await journal.sends.forget(clock.now() - LONGEST_WINDOW)
    return new BatchRun({
      ...this.#parts,
      batchId,
      batch,
      wait,
      connect: connections.open,
      renderer:
        renderElsewhere && !connections.needsMessages ? renderElsewhere(batchId, signing, here) : here,
      account: this.#account(connections.account),
      // Whoever resumes a batch wants it now.
      startAt: state === 'ready' ? (options.startAt ?? null) : null,
      nextSequence: () => ++this.#sequence,
    })
  }

  /** False where nothing runs. */
  async #stop(batchId: string, end: RunEnd): Promise<boolean> {
    // A start that fails tells whoever asked for it.
    const running = await this.#running.get(batchId)?.catch(() => undefined)
    running?.run.stop(end)
    await running?.ended
    return running !== undefined
  }

  #account(name: string): Account {
    const { clock, journal } = this.#parts
    const account = this.#accounts.get(name) ?? new Account(name, clock, journal.sends)
    this.#accounts.set(name, account)
    return account
  }

  async #setOption(batchId: string, change: Partial<BatchSettings['options']>): Promise<void> {
    const { journal } = this.#parts
    const { settings } = thaw(journal.batch(batchId))
    const changed = { ...settings, options: { ...settings.options, ...change } }
    await journal.setSettings(batchId, JSON.stringify(changed))
  }
}
