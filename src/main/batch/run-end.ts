/** The end of a run in words, as the journal keeps it. */
import { assertNever } from '../../shared/assert-never.ts'
import type { RunEnd } from '../../shared/batch-types.ts'

/** Null when nothing is left to say. */
export function reasonOf(end: RunEnd): string | null {
  switch (end.kind) {
    case 'finished':
      return null
    case 'stopped':
      return 'Paused by the user.'
    case 'cancelled':
      return 'Cancelled by the user.'
    case 'too-late':
      return 'The time set with "not later than" is over.'
    case 'missed-start':
      return `It should have started at ${isoTime(end.startAt)}, but nothing could be sent then: resume it to send it now.`
    case 'waiting':
      return waitingReason(end.dueAt)
    case 'failed':
      return end.error.message
    default:
      return assertNever(end)
  }
}

export function waitingReason(dueAt: number): string {
  return `Only deferred rows are left; the next one is due at ${isoTime(dueAt)}.`
}

export function isoTime(time: number): string {
  return new Date(time).toISOString()
}
