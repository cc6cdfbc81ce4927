/** Renders in a thread of its own; as the engine sees it, a Renderer for each batch. */
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { assertNever } from '../../shared/assert-never.ts'
import { type ErrorData, fromErrorData, toErrorData } from '../../shared/error-data.ts'
import { InputError } from '../../shared/errors.ts'
import type { Envelope, Message, MimeMessage } from '../../shared/mail-types.ts'
import type { Renderer, Rendering, RenderJob } from '../batch/renderer.ts'
import type { DkimSetup } from '../mail/dkim.ts'
import { PendingCalls } from '../platform/pending-calls.ts'
import { SMALL_NURSERY } from '../platform/small-nursery.ts'
import type {
  ChunkData,
  FromRenderer,
  MessageData,
  RenderedRowData,
  RenderSetup,
  ToRenderer,
} from './render-protocol.ts'

/** The worker lies beside this file, built or not. */
const WORKER = new URL(`./render-worker${extname(import.meta.url)}`, import.meta.url)

export class RenderThread {
  readonly #worker: Worker
  readonly #calls = new PendingCalls<readonly Rendering[]>()
  /** Chunks that many messages share, by their number. */
  readonly #chunks = new Map<number, Uint8Array>()
  readonly #ready = Promise.withResolvers<void>()
  #isReady = false
  #failure: ErrorData | null = null

  /** The thread starts at once, so that it is ready when the first batch is. */
  constructor(setup: RenderSetup) {
    this.#worker = new Worker(WORKER, { workerData: setup, name: 'render', resourceLimits: SMALL_NURSERY })
    this.#worker.on('message', (message: FromRenderer) => this.#receive(message))
    this.#worker.on('error', (error) => this.#fail(toErrorData(error)))
    this.#worker.on('exit', () => this.#fail(toErrorData(new Error('The rendering thread has ended.'))))
    // It never keeps the engine alive.
    this.#worker.unref()
  }

  /** Resolves when the thread renders; at once when it never will. */
  get ready(): Promise<void> {
    return this.#ready.promise
  }

  /** Until the thread is ready the messages are rendered by `here`: the first must not wait for it. */
  renderer(batchId: string, signing: DkimSetup | null, here: Renderer): Renderer {
    this.#tell({ kind: 'open', batchId, signing })
    return {
      render: (jobs) => (this.#isReady ? this.#render(batchId, jobs) : here.render(jobs)),
      close: () => this.#tell({ kind: 'close', batchId }),
    }
  }

  /** Ends the thread at once. */
  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  async #render(batchId: string, jobs: readonly RenderJob[]): Promise<readonly Rendering[]> {
    if (this.#failure) throw fromErrorData(this.#failure)
    const id = this.#calls.nextId()
    return this.#calls.wait(id, () => this.#tell({ kind: 'render', batchId, id, jobs }))
  }

  #tell(message: ToRenderer): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromRenderer): void {
    switch (message.kind) {
      case 'ready':
        this.#becomeReady()
        break
      case 'rendered':
        this.#calls.answer(message.id, this.#unpack(message.rows, message.octets))
        break
      case 'failed':
        this.#calls.refuse(message.id, message.error)
        break
      case 'chunk':
        this.#chunks.set(message.number, message.octets)
        break
      case 'forget':
        this.#chunks.clear()
        break
      default:
        assertNever(message)
    }
  }

  #unpack(rows: readonly RenderedRowData[], octets: Uint8Array): readonly Rendering[] {
    let at = 0
    const chunkOf = (piece: ChunkData): Uint8Array => {
      if ('shared' in piece) return this.#chunk(piece.shared)
      const start = at
      at += piece.octets
      return octets.subarray(start, at)
    }
    return rows.map((row) =>
      row.kind === 'message'
        ? { kind: 'message', mime: new FarMessage(row.message, chunkOf), contentHash: row.message[5] }
        : { kind: 'refused', error: refusal(row.error) },
    )
  }

  #chunk(number: number): Uint8Array {
    const chunk = this.#chunks.get(number)
    if (!chunk) throw new Error(`The rendering thread names a chunk it has not told: ${number}.`)
    return chunk
  }

  #becomeReady(): void {
    this.#isReady = true
    this.#ready.resolve()
  }

  #fail(error: ErrorData): void {
    this.#becomeReady()
    this.#failure ??= error
    this.#calls.refuseAll(error)
  }
}

/** A message of which only what a server needs has come here. */
class FarMessage implements MimeMessage {
  readonly envelope: Envelope
  readonly messageId: string
  readonly date: Date
  readonly chunks: readonly Uint8Array[]
  readonly size: number
  readonly eightBit: boolean

  constructor(data: MessageData, chunkOf: (piece: ChunkData) => Uint8Array) {
    const [messageId, date, from, to, eightBit, , ...pieces] = data
    this.envelope = { from, to }
    this.messageId = messageId
    this.date = new Date(date)
    this.chunks = pieces.map(chunkOf)
    this.size = this.chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    this.eightBit = eightBit
  }

  /** The engine renders in its own thread for backends that ask for it. */
  get message(): Message {
    throw new Error('The fields of this message stayed in the thread that rendered it.')
  }
}

function refusal({ code, message, place }: ErrorData): InputError {
  return new InputError(code, message, place)
}
