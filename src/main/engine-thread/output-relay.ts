/** Streams of the engine's thread whose octets the main thread writes, and whose failures come back. */
import { Writable } from 'node:stream'
import type { ConsoleStream } from '../backends/console.ts'
import type { FromEngine, OutputStream } from './protocol.ts'

/**
 * A thread's own `process.stdout` forgets what became of the octets; a message printed into a closed pipe
 * would count as delivered.
 */
export class OutputRelay {
  readonly #tell: (message: FromEngine) => void
  readonly #waiting = new Map<number, (error: Error | null) => void>()
  #latest = 0

  constructor(tell: (message: FromEngine) => void) {
    this.#tell = tell
  }

  stream(name: OutputStream, isTTY: boolean): ConsoleStream {
    const writable = new Writable({
      write: (chunk: Uint8Array, _encoding, done) => {
        const id = ++this.#latest
        this.#waiting.set(id, done)
        // Copied: a small chunk may be a view into a large buffer, all of which would be cloned.
        this.#tell({ kind: 'output', id, stream: name, bytes: new Uint8Array(chunk) })
      },
    })
    return Object.assign(writable, { isTTY })
  }

  written(id: number, error: string | null): void {
    const done = this.#waiting.get(id)
    this.#waiting.delete(id)
    done?.(error === null ? null : new Error(error))
  }
}
