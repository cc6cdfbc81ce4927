/** Messages as the rendering thread hands them over: small chunks copied together, large ones told once. */
import { toErrorData } from '../../shared/error-data.ts'
import type { Rendering } from '../batch/renderer.ts'
import { isOwnChunk } from '../mail/chunks.ts'
import type { ChunkData, FromRenderer, RenderedRowData } from './render-protocol.ts'

/** Octets of shared chunks that the other thread keeps. */
const MOST_SHARED = 128 * 1024 * 1024

export class MessagePacker {
  readonly #tell: (message: FromRenderer, moved?: readonly ArrayBuffer[]) => void
  /** Large chunks that were seen, with their number once they were told. */
  #seen = new WeakMap<Uint8Array, number | null>()
  #latest = 0
  #shared = 0

  constructor(tell: (message: FromRenderer, moved?: readonly ArrayBuffer[]) => void) {
    this.#tell = tell
  }

  hand(id: number, renderings: readonly Rendering[]): void {
    const copied: Uint8Array[] = []
    const rows = renderings.map((rendering): RenderedRowData => {
      if (rendering.kind === 'refused') return { kind: 'refused', error: toErrorData(rendering.error) }
      const { messageId, date, envelope, eightBit, chunks } = rendering.mime
      const pieces = chunks.map((chunk) => this.#piece(chunk, copied))
      const { from, to } = envelope
      return {
        kind: 'message',
        message: [messageId, date.getTime(), from, to, eightBit, rendering.contentHash, ...pieces],
      }
    })
    const octets = concat(copied)
    this.#tell({ kind: 'rendered', id, rows, octets }, [octets.buffer])
  }

  /** A large chunk is copied like the others the first time: most are in one message only. */
  #piece(chunk: Uint8Array, copied: Uint8Array[]): ChunkData {
    const number = isOwnChunk(chunk) ? this.#numberOf(chunk) : null
    if (number !== null) return { shared: number }
    copied.push(chunk)
    return { octets: chunk.length }
  }

  #numberOf(chunk: Uint8Array): number | null {
    const known = this.#seen.get(chunk)
    if (known !== null) {
      if (known === undefined) this.#seen.set(chunk, null)
      return known ?? null
    }
    this.#shared += chunk.length
    if (this.#shared > MOST_SHARED) {
      this.#tell({ kind: 'forget' })
      this.#seen = new WeakMap()
      this.#shared = chunk.length
    }
    const number = ++this.#latest
    this.#seen.set(chunk, number)
    this.#tell({ kind: 'chunk', number, octets: chunk })
    return number
  }
}

/** In memory of its own, which can be moved to another thread. */
function concat(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    octets.set(chunk, at)
    at += chunk.length
  }
  return octets
}
