import type { MassSendOptions, MeasuredSpeed } from '../../../../shared/list-types.ts'

const SECOND = 1000
const WINDOWS: Readonly<Record<string, number>> = {
  s: SECOND,
  sec: SECOND,
  second: SECOND,
  m: 60 * SECOND,
  min: 60 * SECOND,
  minute: 60 * SECOND,
  h: 3600 * SECOND,
  hour: 3600 * SECOND,
  d: 86_400 * SECOND,
  day: 86_400 * SECOND,
}

export interface Limit {
  readonly limit: number
  /** Milliseconds. */
  readonly window: number
  /** Whether it holds for all recipients, not only for those of one domain. */
  readonly isGeneral: boolean
}

/** `30/min,1000/hour,10/min@gmail.com`; null where it cannot be read. */
export function parseRate(rate: string): readonly Limit[] | null {
  const limits: Limit[] = []
  for (const item of rate.split(',')) {
    const match = /^(\d{1,7})\/([a-z]+)(@[^\s@,]+)?$/.exec(item.trim())
    const window = WINDOWS[match?.[2] ?? '']
    const limit = Number(match?.[1])
    if (window === undefined || !(limit >= 1)) return null
    limits.push({ limit, window, isGeneral: match?.[3] === undefined })
  }
  return limits
}

/** What decides how long a batch takes: a limit, the speed that was measured, or nobody knows. */
export type Prediction =
  | { readonly by: 'limit'; readonly duration: number; readonly days: number }
  | { readonly by: 'measured'; readonly duration: number; readonly days: number }
  | { readonly by: 'nothing' }

const DAY = WINDOWS.day ?? 0

/**
 * Milliseconds until the last message has left. Windows roll: the first of them is full at once, and every
 * further one has to pass. Limits of single domains are left out, for who can tell how many there are.
 * Null where the rate cannot be read.
 */
export function predictDuration(
  messages: number,
  { rate, connections }: Pick<MassSendOptions, 'rate' | 'connections'>,
  measured: MeasuredSpeed | null,
): Prediction | null {
  const limits = rate === null ? [] : parseRate(rate)
  if (limits === null) return null
  const byLimits = Math.max(
    0,
    ...limits
      .filter(({ isGeneral }) => isGeneral)
      .map(({ limit, window }) => Math.floor(Math.max(0, messages - 1) / limit) * window),
  )
  const days = Math.floor(byLimits / DAY) + 1
  const bySpeed = measured && (messages / speedWith(connections, measured)) * SECOND
  if (byLimits > (bySpeed ?? 0)) return { by: 'limit', duration: byLimits, days }
  return bySpeed === null ? { by: 'nothing' } : { by: 'measured', duration: bySpeed, days }
}

/** More connections send more, as long as the server takes it. */
function speedWith(connections: number, measured: MeasuredSpeed): number {
  return (measured.perSecond * Math.max(1, connections)) / measured.connections
}
