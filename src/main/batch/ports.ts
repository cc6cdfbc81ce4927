/** What the engine needs from the world, implemented in src/main/platform. */
import type { FileReader } from '../mail/load-message.ts'

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after `ms` milliseconds, or at once when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export interface Ids {
  /** A new Message-ID with angle brackets. */
  messageId(): string
  /** A new batch name that sorts by time. */
  batchId(now: number): string
  /** At least 0, below 1; for jitter. */
  random(): number
}

export type { FileReader }
