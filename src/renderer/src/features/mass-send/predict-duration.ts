import type { MeasuredSpeed } from '../../../../shared/list-types.ts'
import { LONGEST_WINDOW, readRateLimits } from '../../../../shared/rate-limits.ts'

const SECOND = 1000

const NO_LIMITS = { kind: 'limits', limits: [] } as const

/** What holds for a batch, whoever said it. */
export interface Limits {
  readonly rate: string | null
  readonly connections: number
}

/** What decides how long a batch takes: a limit, the speed that was measured, or nobody knows. */
export type Prediction =
  | { readonly by: 'limit'; readonly duration: number; readonly days: number }
  | { readonly by: 'measured'; readonly duration: number; readonly days: number }
  | { readonly by: 'nothing' }

/**
 * Milliseconds until the last message has left. Windows roll: the first of them is full at once, and every
 * further one has to pass. Limits of single domains are left out, for who can tell how many there are.
 * Null where the rate cannot be read.
 */
export function predictDuration(
  messages: number,
  { rate, connections }: Limits,
  measured: MeasuredSpeed | null,
): Prediction | null {
  const reading = rate === null ? NO_LIMITS : readRateLimits(rate)
  if (reading.kind === 'wrong') return null
  const byLimits = Math.max(
    0,
    ...reading.limits
      .filter(({ domain }) => domain === undefined)
      .map(({ limit, window }) => Math.floor(Math.max(0, messages - 1) / limit) * window),
  )
  const days = Math.floor(byLimits / LONGEST_WINDOW) + 1
  const bySpeed = measured && (messages / speedWith(connections, measured)) * SECOND
  if (byLimits > (bySpeed ?? 0)) return { by: 'limit', duration: byLimits, days }
  return bySpeed === null ? { by: 'nothing' } : { by: 'measured', duration: bySpeed, days }
}

/** More connections send more, as long as the server takes it. */
function speedWith(connections: number, measured: MeasuredSpeed): number {
  return (measured.perSecond * Math.max(1, connections)) / measured.connections
}
