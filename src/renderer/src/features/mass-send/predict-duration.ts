import type { MassSendOptions } from '../../../../shared/list-types.ts'

/** Messages a connection sends per second where no limit holds it back: an answer takes about 0.2 s. */
const PER_CONNECTION = 5

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

/**
 * Milliseconds until the last message has left. Windows roll: the first of them is full at once, and every
 * further one has to pass. Limits of single domains are left out, for who can tell how many there are.
 */
export function predictDuration(
  messages: number,
  { rate, connections }: Pick<MassSendOptions, 'rate' | 'connections'>,
): number | null {
  const limits = rate === null ? [] : parseRate(rate)
  if (limits === null) return null
  const bySpeed = (messages / (Math.max(1, connections) * PER_CONNECTION)) * SECOND
  const byLimits = limits
    .filter(({ isGeneral }) => isGeneral)
    .map(({ limit, window }) => Math.floor(Math.max(0, messages - 1) / limit) * window)
  return Math.max(bySpeed, ...byLimits)
}
