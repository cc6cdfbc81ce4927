/** The end of a run in words, as the journal keeps it. */
import { assertNever } from '../../shared/assert-never.ts'
import type { BatchCause, RunEnd } from '../../shared/batch-types.ts'
import { failureCause } from './failure-cause.ts'

/** Why nothing is being sent: in words, for programs, and the time it is about where there is one. */
export interface Standstill {
  readonly reason: string
  /** Null where an older journal does not tell it. */
  readonly cause: BatchCause | null
  readonly dueAt: number | null
}

/** Null when nothing is left to say. */
export function standstillOf(end: RunEnd): Standstill | null {
  const reason = reasonOf(end)
  if (reason === null || end.kind === 'finished') return null
  const dueAt = end.kind === 'waiting' ? end.dueAt : end.kind === 'missed-start' ? end.startAt : null
  return { reason, cause: causeOf(end), dueAt }
}

function reasonOf(end: RunEnd): string | null {
  switch (end.kind) {
    case 'finished':
      return null
    case 'stopped':
      return 'Paused by the user.'
    case 'closed':
      return 'Mailwright was closed while this batch was being sent: go on with it, nothing is sent twice.'
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

function causeOf(end: Exclude<RunEnd, { kind: 'finished' }>): BatchCause {
  if (end.kind === 'failed') return failureCause(end.error.code)
  return end.kind === 'closed' ? 'interrupted' : end.kind
}

/** While the batch itself stays for them. */
export function waitingFor(dueAt: number): Standstill {
  return { reason: waitingReason(dueAt), cause: 'waiting', dueAt }
}

export function startingAt(startAt: number): Standstill {
  return { reason: `Starts at ${isoTime(startAt)}.`, cause: 'scheduled', dueAt: startAt }
}

function waitingReason(dueAt: number): string {
  return `Only deferred rows are left; the next one is due at ${isoTime(dueAt)}.`
}

function isoTime(time: number): string {
  return new Date(time).toISOString()
}
