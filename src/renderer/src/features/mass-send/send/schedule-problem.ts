import type { MassSendOptions } from '../../../../../shared/list-types.ts'

export type ScheduleProblem = 'startOver' | 'endOver' | 'reversed'

/** Why nothing could be sent at the times that were chosen; null where it could. */
export function scheduleProblem(
  { startAt, notAfter }: Pick<MassSendOptions, 'startAt' | 'notAfter'>,
  now: number,
): ScheduleProblem | null {
  if (startAt !== null && startAt <= now) return 'startOver'
  if (notAfter !== null && notAfter <= now) return 'endOver'
  return startAt !== null && notAfter !== null && notAfter <= startAt ? 'reversed' : null
}
