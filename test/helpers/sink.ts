import { Writable } from 'node:stream'

/** A stream that remembers what was written to it; `isTTY` where it plays a terminal. */
export class Sink extends Writable {
  readonly isTTY: boolean
  readonly #chunks: Uint8Array[] = []

  constructor({ isTTY = false } = {}) {
    super()
    this.isTTY = isTTY
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk)
    done()
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }
}
