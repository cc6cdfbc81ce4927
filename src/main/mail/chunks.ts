/** Gathers the pieces of a message into a few chunks of octets. */
import { asBuffer } from './octets.ts'

/** Text to be written as UTF-8, or octets. */
export type Piece = string | Uint8Array

/** From here on octets are passed on as a chunk of their own: copying them would cost more than a write. */
const ownChunkSize = 64 * 1024

/** Whether the chunk may be one that several messages share. */
export function isOwnChunk(chunk: Uint8Array): boolean {
  return chunk.length >= ownChunkSize
}

/** The pieces in order, small ones put together. Large ones are shared, not copied. */
export function toChunks(pieces: readonly Piece[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = []
  let run: Piece[] = []
  for (const piece of pieces) {
    if (piece.length < ownChunkSize) {
      run.push(piece)
      continue
    }
    chunks.push(...gather(run), typeof piece === 'string' ? Buffer.from(piece) : piece)
    run = []
  }
  return [...chunks, ...gather(run)]
}

function gather(run: readonly Piece[]): readonly Uint8Array[] {
  if (run.length === 0) return []
  const size = run.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)
  // Memory of its own: a slice of Node's shared pool would drag the whole pool through structured clone.
  const chunk = Buffer.allocUnsafeSlow(size)
  let at = 0
  for (const piece of run) {
    at += typeof piece === 'string' ? chunk.write(piece, at) : asBuffer(piece).copy(chunk, at)
  }
  return [chunk]
}
