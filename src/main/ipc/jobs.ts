/** Calls that take a while: each tells its progress and can be cancelled under the name its caller gave it. */
import type { JobProgress } from '../../shared/app-types.ts'
import { InputError } from '../../shared/errors.ts'

export interface Job {
  /** Aborts when the user cancels. */
  readonly signal: AbortSignal
  /** Told at most ten times a second; the last one always. */
  readonly progress: (progress: Omit<JobProgress, 'job'>) => void
}

/** Milliseconds between two events of one job. */
const INTERVAL = 100

export class Jobs {
  readonly #tell: (progress: JobProgress) => void
  readonly #now: () => number
  readonly #running = new Map<string, AbortController>()

  constructor(tell: (progress: JobProgress) => void, now: () => number) {
    this.#tell = tell
    this.#now = now
  }

  /** Rejects with `cancelled` once the job was cancelled, whatever the work says. */
  async run<T>(job: string, work: (job: Job) => Promise<T>): Promise<T> {
    if (this.#running.has(job))
      throw new InputError('bad-argument', `A job called ${job} is running already.`)
    const controller = new AbortController()
    this.#running.set(job, controller)
    let toldAt = Number.NEGATIVE_INFINITY
    const progress: Job['progress'] = (step) => {
      const now = this.#now()
      if (step.step === null && step.done !== step.total && now - toldAt < INTERVAL) return
      toldAt = now
      this.#tell({ job, ...step })
    }
    try {
      const result = await work({ signal: controller.signal, progress })
      controller.signal.throwIfAborted()
      return result
    } catch (error) {
      if (controller.signal.aborted) throw new InputError('cancelled', 'Cancelled: nothing was kept.')
      throw error
    } finally {
      this.#running.delete(job)
    }
  }

  /** Does nothing where nothing runs. */
  cancel(job: string): void {
    this.#running.get(job)?.abort()
  }
}
