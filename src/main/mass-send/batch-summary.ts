/** A batch in one line of a list: its state, why it stands still, and where it goes. */
import type { BatchCause } from '../../shared/batch-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { BatchSummaryInfo } from '../../shared/list-types.ts'
import { type BatchSettings, thaw } from '../batch/frozen-batch.ts'
import type { AppContext } from '../ipc/app-context.ts'
import type { BatchInfo, Journal } from '../journal/journal.ts'

/** Of a batch that says it runs while nobody sends it. */
export const INTERRUPTED =
  'Mailwright ended while this batch was being sent: go on with it, nothing is sent twice.'

export interface SummaryParts {
  readonly journal: Journal
  readonly core: Pick<AppContext['core'], 'resolveProfile'>
  /** It says it runs, and nobody sends it. */
  readonly isInterrupted: boolean
}

export function batchSummary(
  info: BatchInfo,
  { journal, core, isInterrupted }: SummaryParts,
): BatchSummaryInfo {
  const { id, name, createdAt, startedAt, endedAt } = info
  const { choice, options } = thaw(info).settings
  const cause = isInterrupted ? 'interrupted' : waitsForStart(info) ? 'scheduled' : info.cause
  return {
    ...{ id, name, createdAt, startedAt, endedAt },
    state: isInterrupted ? 'paused' : info.state,
    totals: journal.totals(id),
    reason: isInterrupted ? INTERRUPTED : info.reason,
    cause,
    dueAt: timeOf(cause, options, () => journal.nextDue(id)),
    destination: destinationOf(choice, core),
    profile: choice.profile ?? null,
    isRehearsal: options.rehearsalOf !== undefined,
  }
}

/** Ready, with a time to start. */
export function waitsForStart(info: BatchInfo): boolean {
  return info.state === 'ready' && (thaw(info).settings.options.startAt ?? null) !== null
}

function timeOf(
  cause: BatchCause | null,
  { notAfter, startAt }: BatchSettings['options'],
  nextDue: () => number | null,
): number | null {
  if (cause === 'too-late') return notAfter
  if (cause === 'scheduled' || cause === 'missed-start') return startAt ?? null
  return cause === 'waiting' ? nextDue() : null
}

function destinationOf(choice: BatchSettings['choice'], core: SummaryParts['core']): string {
  try {
    return core.resolveProfile(choice).destination
  } catch (error) {
    if (error instanceof InputError) return choice.profile ?? choice.backend ?? ''
    throw error
  }
}
