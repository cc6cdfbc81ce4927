/** Boundaries of multipart bodies (RFC 2046 section 5.1.1) that depend on nothing but the message. */
import { hash } from 'node:crypto'
import { asBuffer } from './octets.ts'

/**
 * Returns a function that makes the message's boundaries one by one. Each contains `=_`, which no
 * quoted-printable or base64 body can; `literals` are the bodies written as they are, and a boundary that
 * one of them contains is not used.
 */
export function boundaries(messageId: string, literals: readonly Uint8Array[]): () => string {
  const seed = freshSeed(messageId, literals)
  let count = 0
  // The count stands first: a boundary that is the beginning of another would be found in its lines.
  return () => `=_${++count}_${seed}`
}

function freshSeed(messageId: string, literals: readonly Uint8Array[]): string {
  for (let attempt = 0; ; attempt++) {
    const seed = hash('sha256', `${attempt} ${messageId}`, 'hex').slice(0, 32)
    if (!literals.some((bytes) => asBuffer(bytes).includes(seed))) return seed
  }
}
