/** The fingerprint the journal keeps of an attempt: whether a row rendered again is the same message. */
import { createHash, hash as hashOf } from 'node:crypto'
import type { MimeMessage } from '../../shared/mail-types.ts'
import { isOwnChunk } from './chunks.ts'

/** Of chunks that messages share, and nobody changes: an attachment is read once, not once for each row. */
const digests = new WeakMap<Uint8Array, Buffer>()

/**
 * SHA-256 of the octets, hexadecimal. Where the message has large chunks (`toChunks`), SHA-256 of the digests of
 * all its chunks, one after the other.
 */
export function contentHash({ chunks }: Pick<MimeMessage, 'chunks'>): string {
  const [only] = chunks
  // One call is faster, and most messages are one small chunk.
  if (only && chunks.length === 1 && !isOwnChunk(only)) return hashOf('sha256', only, 'hex')
  const hasLarge = chunks.some(isOwnChunk)
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(hasLarge ? digestOf(chunk) : chunk)
  return hash.digest('hex')
}

function digestOf(chunk: Uint8Array): Buffer {
  const known = digests.get(chunk)
  if (known) return known
  const digest = createHash('sha256').update(chunk).digest()
  if (isOwnChunk(chunk)) digests.set(chunk, digest)
  return digest
}
