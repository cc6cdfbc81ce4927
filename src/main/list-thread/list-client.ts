/** The lists as the main thread sees them: rows are read, searched, checked and imported in another thread. */
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { assertNever } from '../../shared/assert-never.ts'
import { type ErrorData, fromErrorData, toErrorData } from '../../shared/error-data.ts'
import type { FromLists, ListAnswer, ListCallName, ListCalls, ListThreadSetup, ToLists } from './protocol.ts'

/** The worker lies beside this file, built or not. */
const WORKER = new URL(`./list-worker${extname(import.meta.url)}`, import.meta.url)

/** Who waits for a call that takes a while. */
export interface CallWatcher {
  readonly signal: AbortSignal
  readonly progress: (step: { readonly done: number; readonly total: number; readonly step: null }) => void
}

interface Pending {
  readonly resolve: (answer: ListAnswer) => void
  readonly reject: (error: unknown) => void
  readonly watcher: CallWatcher | undefined
}

export class ListThread {
  readonly #setup: ListThreadSetup
  readonly #pending = new Map<number, Pending>()
  #worker: Worker | null = null
  #latest = 0

  /** The thread starts with the first call. */
  constructor(setup: ListThreadSetup) {
    this.#setup = setup
  }

  /** Rejects with what the thread throws, as one of our errors. Cancelled by the signal of `watcher`. */
  call<Name extends ListCallName>(
    name: Name,
    args: ListCalls[Name]['args'],
    watcher?: CallWatcher,
  ): Promise<ListCalls[Name]['answer']>
  call(name: never, args: never, watcher?: CallWatcher): Promise<ListAnswer> {
    const id = ++this.#latest
    return new Promise<ListAnswer>((resolve, reject) => {
      watcher?.signal.throwIfAborted()
      const worker = this.#running()
      const tell = (message: ToLists): void => worker.postMessage(message)
      const cancel = (): void => tell({ kind: 'cancel', id })
      watcher?.signal.addEventListener('abort', cancel, { once: true })
      const end = (): void => watcher?.signal.removeEventListener('abort', cancel)
      this.#pending.set(id, {
        watcher,
        resolve: (answer) => {
          end()
          resolve(answer)
        },
        reject: (error) => {
          end()
          reject(error)
        },
      })
      tell({ kind: 'call', id, call: { name, args } })
    })
  }

  async terminate(): Promise<void> {
    await this.#worker?.terminate()
  }

  /** A thread that ended by an accident is started again; its lists have to be opened again. */
  #running(): Worker {
    if (this.#worker) return this.#worker
    // Rows are garbage as soon as they are written or compared: a small nursery is emptied sooner.
    const resourceLimits = { maxYoungGenerationSizeMb: 8 }
    const worker = new Worker(WORKER, { workerData: this.#setup, name: 'lists', resourceLimits })
    worker.on('message', (message: FromLists) => this.#receive(message))
    worker.on('error', (error) => this.#fail(toErrorData(error)))
    worker.on('exit', () => {
      this.#worker = null
      this.#fail(toErrorData(new Error('The thread of the lists has ended.')))
    })
    this.#worker = worker
    return worker
  }

  #receive(message: FromLists): void {
    switch (message.kind) {
      case 'answer':
        this.#settle(message.id)?.resolve(message.answer)
        break
      case 'refusal':
        this.#settle(message.id)?.reject(fromErrorData(message.error))
        break
      case 'progress': {
        const { id, done, total } = message
        this.#pending.get(id)?.watcher?.progress({ done, total, step: null })
        break
      }
      default:
        assertNever(message)
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    return pending
  }

  #fail(error: ErrorData): void {
    for (const [id] of this.#pending) this.#settle(id)?.reject(fromErrorData(error))
  }
}
