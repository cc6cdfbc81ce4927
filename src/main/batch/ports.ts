/** What the engine needs from the world, implemented in src/main/platform. */
import type { SuppressionEntry } from '../../shared/suppression-types.ts'
import type { FileReader } from '../mail/load-message.ts'

export interface Clock {
  /** Milliseconds since 1970, as the computer has it: it may jump. */
  now(): number
  /** Milliseconds since some moment; never goes back, whatever is done to the clock. */
  monotonic(): number
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

/** Who must never be written to, whatever a CSV says. Implemented by src/main/suppression. */
export interface Suppression {
  /** An import asks once, and then not for every row. */
  isEmpty(): boolean
  /** What stops mail to an address in the form of `Address.address`, or null; cheap enough for every message. */
  find(address: string): SuppressionEntry | null
}

/** Keeps the computer from falling asleep from `hold` until the returned function is called. */
export interface KeepAwake {
  hold(): () => void
}

export type { FileReader }
