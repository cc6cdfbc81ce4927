/** Calls to another thread that wait for their answers. */
import { type ErrorData, fromErrorData } from '../../shared/error-data.ts'

interface Pending<Answer> {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

export class PendingCalls<Answer> {
  readonly #pending = new Map<number, Pending<Answer>>()
  #latest = 0

  nextId(): number {
    return ++this.#latest
  }

  /** Resolves or rejects with what comes back under the id; `send` sends the call, and may throw. */
  wait(id: number, send: () => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      try {
        send()
      } catch (error) {
        this.#take(id)?.reject(error)
      }
    })
  }

  answer(id: number, answer: Answer): void {
    this.#take(id)?.resolve(answer)
  }

  refuse(id: number, error: ErrorData): void {
    this.#take(id)?.reject(fromErrorData(error))
  }

  /** The other thread is gone, and with it every answer that was still to come. */
  refuseAll(error: ErrorData): void {
    for (const [id] of this.#pending) this.refuse(id, error)
  }

  #take(id: number): Pending<Answer> | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    return pending
  }
}
