/** Why a batch does not send, as a sentence in the language of the window. */
import type { TFunction } from 'i18next'
import type { BatchCause } from '../../../../../shared/batch-types.ts'
import { formatDateTime } from '../../../i18n/format.ts'

/** What fails for every row alike and is mended in the profile. */
const OF_PROFILE = [
  'login',
  'sender',
  'connection',
  'encryption',
  'server',
  'profile',
] as const satisfies readonly BatchCause[]

export type ProfileCause = (typeof OF_PROFILE)[number]

export function isOfProfile(cause: BatchCause | null): cause is ProfileCause {
  return OF_PROFILE.some((one) => one === cause)
}

export interface Standstill {
  readonly cause: BatchCause | null
  readonly reason: string | null
  /** The time the cause is about. */
  readonly dueAt: number | null
}

export function standstillText({ cause, reason, dueAt }: Standstill, t: TFunction<'mass'>): string {
  if (cause === null) return reason ?? t('batch.waits')
  return t(`cause.${cause}`, { time: dueAt === null ? '' : formatDateTime(dueAt) })
}

/** Whether main's own sentence says more than the cause does: what the server answered, which file is full. */
export function hasDetail(cause: BatchCause | null): boolean {
  return isOfProfile(cause) || cause === 'disk' || cause === 'other' || cause === 'backing-off'
}
