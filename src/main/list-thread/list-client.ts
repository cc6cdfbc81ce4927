/** The lists as the main thread sees them: rows are read, searched, checked and imported in another thread. */
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { assertNever } from '../../shared/assert-never.ts'
import { toErrorData } from '../../shared/error-data.ts'
import { PendingCalls } from '../platform/pending-calls.ts'
import { SMALL_NURSERY } from '../platform/small-nursery.ts'
import type { FromLists, ListAnswer, ListCallName, ListCalls, ListThreadSetup, ToLists } from './protocol.ts'

/** The worker lies beside this file, built or not. */
const WORKER = new URL(`./list-worker${extname(import.meta.url)}`, import.meta.url)

/** Who waits for a call that takes a while. */
export interface CallWatcher {
  readonly signal: AbortSignal
  readonly progress: (step: { readonly done: number; readonly total: number; readonly step: null }) => void
}

export class ListThread {
  readonly #setup: ListThreadSetup
  readonly #calls = new PendingCalls<ListAnswer>()
  readonly #watchers = new Map<number, CallWatcher>()
  #worker: Worker | null = null

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
  async call(name: never, args: never, watcher?: CallWatcher): Promise<ListAnswer> {
    watcher?.signal.throwIfAborted()
    const id = this.#calls.nextId()
    const worker = this.#running()
    const tell = (message: ToLists): void => worker.postMessage(message)
    const cancel = (): void => tell({ kind: 'cancel', id })
    watcher?.signal.addEventListener('abort', cancel, { once: true })
    if (watcher) this.#watchers.set(id, watcher)
    try {
      return await this.#calls.wait(id, () => tell({ kind: 'call', id, call: { name, args } }))
    } finally {
      this.#watchers.delete(id)
      watcher?.signal.removeEventListener('abort', cancel)
    }
  }

  async terminate(): Promise<void> {
    await this.#worker?.terminate()
  }

  /** A thread that ended by an accident is started again; its lists have to be opened again. */
  #running(): Worker {
    if (this.#worker) return this.#worker
    const options = { workerData: this.#setup, name: 'lists', resourceLimits: SMALL_NURSERY }
    const worker = new Worker(WORKER, options)
    worker.on('message', (message: FromLists) => this.#receive(message))
    worker.on('error', (error) => this.#calls.refuseAll(toErrorData(error)))
    worker.on('exit', () => {
      this.#worker = null
      this.#calls.refuseAll(toErrorData(new Error('The thread of the lists has ended.')))
    })
    this.#worker = worker
    return worker
  }

  #receive(message: FromLists): void {
    switch (message.kind) {
      case 'answer':
        this.#calls.answer(message.id, message.answer)
        break
      case 'refusal':
        this.#calls.refuse(message.id, message.error)
        break
      case 'progress': {
        const { id, done, total } = message
        this.#watchers.get(id)?.progress({ done, total, step: null })
        break
      }
      default:
        assertNever(message)
    }
  }
}
