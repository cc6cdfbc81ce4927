/** Octets in the forms their users want: a Buffer, a string, one piece. */
import type { MimeMessage } from '../../shared/mail-types.ts'

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** One character per octet, for searching and cutting with string tools whatever the charset. */
export function latin1(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('latin1')
}

/** The octets of a message in one piece; not a copy where it is one piece already. */
export function joinChunks({ chunks, size }: Pick<MimeMessage, 'chunks' | 'size'>): Uint8Array {
  const [only] = chunks
  return only && chunks.length === 1 ? only : Buffer.concat(chunks, size)
}
