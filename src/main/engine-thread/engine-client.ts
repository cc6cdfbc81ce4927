/** The engine as the main thread sees it: it runs in a thread of its own, and every call is a message. */
import { extname } from 'node:path'
import type { Writable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { assertNever } from '../../shared/assert-never.ts'
import type { BatchEvent, RunEnd } from '../../shared/batch-types.ts'
import { type ErrorData, fromErrorData, toErrorData } from '../../shared/error-data.ts'
import type { StartedRun, StartOptions } from '../batch/engine.ts'
import type { KeepAwake } from '../batch/ports.ts'
import { PendingCalls } from '../platform/pending-calls.ts'
import { SMALL_NURSERY } from '../platform/small-nursery.ts'
import type {
  EngineAnswer,
  EngineCall,
  EngineSecrets,
  EngineSetup,
  FromEngine,
  OutputStream,
  ToEngine,
} from './protocol.ts'

export interface EngineClientOptions {
  readonly dataDir: string
  readonly password: string | undefined
  /** As the app knows them now; passwords among them come before `password`. */
  readonly secrets?: (() => EngineSecrets) | undefined
  /** Where the console backend prints. */
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly keepAwake?: KeepAwake | undefined
}

/** The worker lies beside this file, built or not. */
const WORKER = new URL(`./engine-worker${extname(import.meta.url)}`, import.meta.url)

export class EngineClient {
  readonly #options: EngineClientOptions
  readonly #worker: Worker
  readonly #calls = new PendingCalls<EngineAnswer>()
  readonly #runs = new Map<number, (end: RunEnd) => void>()
  readonly #listeners = new Set<(event: BatchEvent) => void>()
  #letSleep: (() => void) | undefined
  #failure: ErrorData | null = null

  /** The thread starts at once, so that it is ready when the first batch is. */
  constructor(options: EngineClientOptions) {
    this.#options = options
    const isTTY = { stdout: options.stdout.isTTY === true, stderr: options.stderr.isTTY === true }
    const setup: EngineSetup = { dataDir: options.dataDir, password: options.password, isTTY }
    this.#worker = new Worker(WORKER, { workerData: setup, name: 'engine', resourceLimits: SMALL_NURSERY })
    this.#worker.on('message', (message: FromEngine) => this.#receive(message))
    this.#worker.on('error', (error) => this.#fail(toErrorData(error)))
    this.#worker.on('exit', () => this.#fail(toErrorData(new Error('The engine has ended.'))))
  }

  /** See BatchEngine.start. */
  async start(batchId: string, options: StartOptions): Promise<StartedRun> {
    const id = this.#calls.nextId()
    const ended = new Promise<RunEnd>((resolve) => this.#runs.set(id, resolve))
    try {
      const { secrets } = this.#options
      if (secrets) await this.#call({ method: 'refresh', secrets: secrets() })
      await this.#call({ method: 'start', batchId, options }, id)
    } catch (error) {
      this.#runs.delete(id)
      throw error
    }
    return { ended }
  }

  pause(batchId: string): Promise<void> {
    return this.#unlessGone({ method: 'pause', batchId })
  }

  async cancel(batchId: string): Promise<void> {
    await this.#call({ method: 'cancel', batchId })
  }

  async setLimits(batchId: string, rate: string | null): Promise<void> {
    await this.#call({ method: 'setLimits', batchId, rate })
  }

  async setConnections(batchId: string, connections: number): Promise<void> {
    await this.#call({ method: 'setConnections', batchId, connections })
  }

  async snapshot(batchId: string): Promise<BatchEvent> {
    const snapshot = await this.#call({ method: 'snapshot', batchId })
    if (snapshot === null || typeof snapshot === 'boolean') {
      throw new Error('The engine answered a snapshot with nothing.')
    }
    return snapshot
  }

  /** See SingleTurns; `rate` as in a profile. */
  async takeTurn(key: string, account: string, rate: string, domains: readonly string[]): Promise<boolean> {
    return (await this.#call({ method: 'takeTurn', key, account, rate, domains })) === true
  }

  releaseTurn(key: string): Promise<void> {
    return this.#unlessGone({ method: 'releaseTurn', key })
  }

  async turnSent(key: string): Promise<void> {
    await this.#call({ method: 'turnSent', key })
  }

  /** Returns what ends the subscription. */
  onEvent(listener: (event: BatchEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Pauses every batch, waits for what is in flight, and ends the thread. */
  async close(): Promise<void> {
    if (!this.#failure) await this.#call({ method: 'close' })
    await this.terminate()
  }

  /** Ends the thread at once, as a kill would: rows in flight become due again, or uncertain. */
  async terminate(): Promise<void> {
    await this.#worker.terminate()
  }

  /** A thread that has gone sends nothing and holds nothing any more, which is all that is asked for. */
  async #unlessGone(call: EngineCall): Promise<void> {
    try {
      await this.#call(call)
    } catch (error) {
      if (!this.#failure) throw error
    }
  }

  async #call(call: EngineCall, id = this.#calls.nextId()): Promise<EngineAnswer> {
    if (this.#failure) throw fromErrorData(this.#failure)
    return this.#calls.wait(id, () => this.#tell({ kind: 'call', id, call }))
  }

  #tell(message: ToEngine): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromEngine): void {
    switch (message.kind) {
      case 'answer':
        this.#calls.answer(message.id, message.answer)
        break
      case 'refusal':
        this.#calls.refuse(message.id, message.error)
        break
      case 'ended':
        this.#end(message.id, message.end)
        break
      case 'event':
        for (const listener of this.#listeners) listener(message.event)
        break
      case 'output':
        this.#write(message.id, message.stream, message.bytes)
        break
      case 'awake':
        this.#stayAwake(message.isNeeded)
        break
      default:
        assertNever(message)
    }
  }

  #end(id: number, end: RunEnd): void {
    this.#runs.get(id)?.(end)
    this.#runs.delete(id)
  }

  #write(id: number, stream: OutputStream, bytes: Uint8Array): void {
    this.#options[stream].write(bytes, (error) => {
      this.#tell({ kind: 'written', id, error: error ? error.message : null })
    })
  }

  #stayAwake(isNeeded: boolean): void {
    this.#letSleep?.()
    this.#letSleep = isNeeded ? this.#options.keepAwake?.hold() : undefined
  }

  /** The thread is gone, and with it every answer that was still to come. */
  #fail(error: ErrorData): void {
    this.#failure ??= error
    this.#stayAwake(false)
    this.#calls.refuseAll(error)
    for (const [id] of this.#runs) this.#end(id, { kind: 'failed', error })
  }
}
