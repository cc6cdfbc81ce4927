/** The batches of the journal, as a window sees and steers them. */
import type { BatchCause, BatchEvent, BatchRow } from '../../shared/batch-types.ts'
import type { FileInfo } from '../../shared/draft-types.ts'
import { InputError, MailwrightError } from '../../shared/errors.ts'
import type { AppEvent } from '../../shared/ipc-contract.ts'
import type {
  BatchDetails,
  BatchSummaryInfo,
  MeasuredSpeed,
  RehearsalResult,
} from '../../shared/list-types.ts'
import { addEvent, type RateSample } from '../../shared/rate-samples.ts'
import { type BatchSettings, thaw } from '../batch/frozen-batch.ts'
import { reportLines } from '../batch/report.ts'
import { keepCsv } from '../files/keep-csv.ts'
import type { AppContext, FileStore } from '../ipc/app-context.ts'
import type { BatchInfo, Journal } from '../journal/journal.ts'
import type { ListThread } from '../list-thread/list-client.ts'
import type { BatchRowsQuery } from '../list-thread/protocol.ts'
import { measuredSpeed } from './measured-speed.ts'
import { withoutFolders } from './without-folders.ts'

export interface BatchesParts {
  readonly core: AppContext['core']
  readonly files: FileStore
  readonly lists: ListThread
  readonly emit: (event: AppEvent) => void
}

/** Of a batch that says it runs while nobody sends it. */
const INTERRUPTED = 'Mailwright ended while this batch was being sent: go on with it, nothing is sent twice.'

export class Batches {
  readonly #parts: BatchesParts
  /** Those that this program is sending. */
  readonly #running = new Set<string>()
  /** How fast they went, so that a screen that is opened late shows the whole run. */
  readonly #history = new Map<string, readonly RateSample[]>()
  #isListening = false

  constructor(parts: BatchesParts) {
    this.#parts = parts
  }

  /** Newest first. */
  list(): readonly BatchSummaryInfo[] {
    return this.#journal
      .batches()
      .map((info) => this.#summary(info))
      .reverse()
  }

  async get(batchId: string): Promise<BatchDetails> {
    const info = this.#journal.batch(batchId)
    const { connections, rate, startAt, notAfter } = thaw(info).settings.options
    const snapshot = await this.#snapshot(batchId)
    return {
      ...{ summary: this.#summary(info), snapshot, connections, rate, columns: info.columns },
      ...{ startAt: startAt ?? null, notAfter, history: this.#history.get(batchId) ?? [] },
    }
  }

  /** See MeasuredSpeed. */
  speed(profile: string | null): MeasuredSpeed | null {
    const { core } = this.#parts
    return measuredSpeed(this.#journal, profile ?? core.settings.defaultProfile)
  }

  async rehearsal(batchId: string): Promise<RehearsalResult | null> {
    const info = this.#journal.batch(batchId)
    const { rehearsalOf } = thaw(info).settings.options
    if (!rehearsalOf || info.state !== 'finished') return null
    const { octets, isExact } = await this.#parts.lists.call('batchSize', { batchId })
    return {
      messages: this.#journal.totals(batchId).accepted,
      duration: Math.max(0, (info.endedAt ?? 0) - (info.startedAt ?? 0)),
      ...{ octets, isExact },
      ...rehearsalOf,
    }
  }

  async rows(
    batchId: string,
    query: BatchRowsQuery,
  ): Promise<{ readonly total: number; readonly rows: readonly BatchRow[] }> {
    this.#journal.batch(batchId)
    const { lists, core } = this.#parts
    const { total, rows } = await lists.call('batchRows', { batchId, query })
    return { total, rows: rows.map((row) => shownRow(row, core.dataDir)) }
  }

  /** Starts, or goes on. Deferred rows are waited for as long as the program is open. */
  async start(batchId: string): Promise<void> {
    const { core, emit } = this.#parts
    this.#journal.batch(batchId)
    this.#listen()
    const { ended } = await core.engine().start(batchId, { wait: true, backendOptions: {} })
    this.#running.add(batchId)
    void ended.then(async (end) => {
      this.#running.delete(batchId)
      if (end.kind === 'failed') emit({ name: 'notice', data: { kind: 'error', message: end.error.message } })
      await this.#tell(batchId)
    })
    await this.#tell(batchId)
  }

  /** Those that wait for their time wait on when the program is there again; late ones ask. */
  async startScheduled(): Promise<void> {
    try {
      for (const info of this.#journal.batches()) {
        if (info.state !== 'ready' || (thaw(info).settings.options.startAt ?? null) === null) continue
        // Another program may be waiting for its time.
        await this.start(info.id).catch((error) => isBusy(error) || Promise.reject(error))
      }
    } catch (error) {
      if (!(error instanceof MailwrightError)) throw error
      if (error.code === 'journal-closed') return
      this.#parts.emit({ name: 'notice', data: { kind: 'error', message: error.message } })
    }
  }

  /** Does nothing where nothing runs. */
  async pause(batchId: string): Promise<void> {
    this.#journal.batch(batchId)
    await this.#parts.core.engine().pause(batchId)
    await this.#tell(batchId)
  }

  /** Also stops a batch that another program is sending. Throws InputError `state-conflict`. */
  async cancel(batchId: string): Promise<void> {
    const { core } = this.#parts
    const { pending, deferred } = this.#journal.totals(batchId)
    const { state } = this.#journal.batch(batchId)
    if (state === 'cancelled' || (state === 'finished' && pending + deferred === 0))
      throw new InputError('state-conflict', 'This batch is over: there is nothing left to cancel.')
    try {
      await core.engine().cancel(batchId)
    } catch (error) {
      if (!isBusy(error)) throw error
      await this.#journal.cancel(batchId, core.clock.now(), 'Cancelled by the user.')
    }
    await this.#tell(batchId)
  }

  async setRate(batchId: string, rate: string | null): Promise<void> {
    this.#journal.batch(batchId)
    await this.#parts.core.engine().setLimits(batchId, rate)
  }

  async setConnections(batchId: string, connections: number): Promise<void> {
    this.#journal.batch(batchId)
    await this.#parts.core.engine().setConnections(batchId, connections)
  }

  async setNotAfter(batchId: string, notAfter: number | null): Promise<void> {
    await this.#whileIdle(batchId, async (journal) => {
      const { settings } = thaw(journal.batch(batchId))
      const changed = { ...settings, options: { ...settings.options, notAfter } }
      await journal.setSettings(batchId, JSON.stringify(changed))
    })
  }

  /** Returns how many rows were decided about. */
  resolve(batchId: string, decision: 'resend' | 'sent', rows: readonly number[] | null): Promise<number> {
    return this.#whileIdle(batchId, (journal) => {
      if (decision === 'resend' && journal.batch(batchId).state === 'cancelled')
        throw new InputError(
          'state-conflict',
          'This batch was cancelled and sends nothing more: mark the rows as sent, or start a new batch with them.',
        )
      for (const row of rows ?? []) {
        const { state } = journal.row(batchId, row)
        if (state !== 'uncertain')
          throw new InputError(
            'state-conflict',
            `Row ${row} is ${state}: there is nothing to decide about it.`,
            {
              row,
            },
          )
      }
      return journal.resolveUncertain(batchId, decision, this.#parts.core.clock.now(), rows ?? undefined)
    })
  }

  /** Returns how many rows were queued again. */
  retryFailed(batchId: string, rows: readonly number[] | null): Promise<number> {
    return this.#whileIdle(batchId, (journal) => {
      if (journal.batch(batchId).state === 'cancelled')
        throw new InputError(
          'state-conflict',
          'This batch was cancelled: export its failed rows and start a new one with them.',
        )
      for (const row of rows ?? []) {
        const { state, attempts } = journal.row(batchId, row)
        if (state === 'failed' && attempts > 0) continue
        const why = state === 'failed' ? 'was refused before it was sent' : `is ${state}`
        throw new InputError(
          'state-conflict',
          `Row ${row} ${why}: only rows that failed when they were sent can be tried again.`,
          { row },
        )
      }
      return journal.requeueFailed(batchId, rows ?? undefined)
    })
  }

  /** The report as a CSV for the user to keep. */
  export(batchId: string, only: 'all' | 'failed'): Promise<FileInfo> {
    const lines = reportLines(this.#journal, batchId, only === 'failed' ? { states: ['failed'] } : undefined)
    const name = `${batchId}${only === 'failed' ? '-failed' : ''}.csv`
    return keepCsv(this.#parts.files, name, lines)
  }

  get #journal(): Journal {
    return this.#parts.core.journal()
  }

  /** Under the batch's lock, after what a crash left was put in order. */
  async #whileIdle<T>(batchId: string, work: (journal: Journal) => Promise<T>): Promise<T> {
    const journal = this.#journal
    journal.batch(batchId)
    const unlock = this.#lock(batchId)
    try {
      await journal.recover(batchId, this.#parts.core.clock.now())
      return await work(journal)
    } finally {
      unlock()
      await this.#tell(batchId)
    }
  }

  #lock(batchId: string): () => void {
    try {
      return this.#journal.lock(batchId)
    } catch (error) {
      if (!isBusy(error)) throw error
      throw new InputError('state-conflict', 'This batch is being sent: pause it first, then decide.')
    }
  }

  /** From the first batch on: a program that sends none needs no second thread. */
  #listen(): void {
    if (this.#isListening) return
    this.#isListening = true
    const { core, emit } = this.#parts
    core.engine().onEvent((data) => {
      const samples = addEvent(this.#history.get(data.batchId) ?? [], data, core.clock.now())
      this.#history.set(data.batchId, samples)
      emit({ name: 'batch', data })
    })
  }

  async #snapshot(batchId: string): Promise<BatchEvent> {
    this.#listen()
    const snapshot = await this.#parts.core.engine().snapshot(batchId)
    if (!this.#isInterrupted(this.#journal.batch(batchId))) return snapshot
    return { ...snapshot, state: 'paused', reason: INTERRUPTED, cause: 'interrupted' }
  }

  async #tell(batchId: string): Promise<void> {
    try {
      this.#parts.emit({ name: 'batch', data: await this.#snapshot(batchId) })
    } catch (error) {
      // The program is closing: nobody listens any more, and the journal has it all.
      if (!(error instanceof MailwrightError)) throw error
    }
  }

  #summary(info: BatchInfo): BatchSummaryInfo {
    const { id, name, createdAt, startedAt, endedAt } = info
    const { choice, options } = thaw(info).settings
    const isInterrupted = this.#isInterrupted(info)
    const cause = isInterrupted ? 'interrupted' : waitsForStart(info, options) ? 'scheduled' : info.cause
    return {
      ...{ id, name, createdAt, startedAt, endedAt },
      state: isInterrupted ? 'paused' : info.state,
      totals: this.#journal.totals(id),
      reason: isInterrupted ? INTERRUPTED : info.reason,
      cause,
      dueAt: this.#timeOf(id, cause, options),
      destination: this.#destination(choice),
      profile: choice.profile ?? null,
      isRehearsal: options.rehearsalOf !== undefined,
    }
  }

  #timeOf(batchId: string, cause: BatchCause | null, options: BatchSettings['options']): number | null {
    if (cause === 'too-late') return options.notAfter
    if (cause === 'scheduled' || cause === 'missed-start') return options.startAt ?? null
    return cause === 'waiting' ? this.#journal.nextDue(batchId) : null
  }

  #destination(choice: BatchSettings['choice']): string {
    try {
      return this.#parts.core.resolveProfile(choice).destination
    } catch (error) {
      if (error instanceof InputError) return choice.profile ?? choice.backend ?? ''
      throw error
    }
  }

  /** Whoever sends a batch holds its lock, from whatever program. */
  #isInterrupted({ id, state }: BatchInfo): boolean {
    if (state !== 'running' || this.#running.has(id)) return false
    try {
      this.#journal.lock(id)()
      return true
    } catch (error) {
      if (isBusy(error)) return false
      throw error
    }
  }
}

function waitsForStart({ state }: BatchInfo, { startAt }: BatchSettings['options']): boolean {
  return state === 'ready' && (startAt ?? null) !== null
}

/** What went wrong with a file names its folder. */
function shownRow(row: BatchRow, dataDir: string): BatchRow {
  if (!row.result?.text.includes(dataDir)) return row
  return { ...row, result: { ...row.result, text: withoutFolders(row.result.text, dataDir) } }
}

function isBusy(error: unknown): boolean {
  return error instanceof MailwrightError && error.code === 'batch-running'
}
