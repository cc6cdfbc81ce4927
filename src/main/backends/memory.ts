/** The backend for tests: keeps every message of this process in one outbox. */
import type { MimeMessage } from '../../shared/mail-types.ts'
import type { Backend } from './backend.ts'
import { SequentialBackend } from './sequential.ts'

/** A message as it was when it was sent, with the profile that sent it. */
export interface OutboxMessage extends MimeMessage {
  readonly profile: string
}

/** Everything the memory backends of this process were given, oldest first. */
export const outbox: OutboxMessage[] = []

export function resetOutbox(): void {
  outbox.length = 0
}

export function memoryBackend(profile: string): Backend {
  return new SequentialBackend('memory', {
    deliver(message) {
      outbox.push({ ...deepCopy(message), profile })
      return Promise.resolve(undefined)
    },
  })
}

/** A later change to the original must not alter what was "sent". */
function deepCopy(message: MimeMessage): MimeMessage {
  const { chunks, ...rest } = message
  // Chunks are copied by hand: cloning a view would clone the whole buffer it looks into.
  return { ...structuredClone(rest), chunks: chunks.map((chunk) => new Uint8Array(chunk)) }
}
