import { readRateLimits } from '../../../../shared/rate-limits.ts'

/** Messages a connection sends per second where no limit holds it back: an answer takes about 0.2 s. */
const PER_CONNECTION = 5

const SECOND = 1000

const NO_LIMITS = { kind: 'limits', limits: [] } as const

/** What holds for a batch, whoever said it. */
export interface Limits {
  readonly rate: string | null
  readonly connections: number
}

/**
 * Milliseconds until the last message has left. Windows roll: the first of them is full at once, and every
 * further one has to pass. Limits of single domains are left out, for who can tell how many there are.
 */
export function predictDuration(messages: number, { rate, connections }: Limits): number | null {
  const reading = rate === null ? NO_LIMITS : readRateLimits(rate)
  if (reading.kind === 'wrong') return null
  const bySpeed = (messages / (Math.max(1, connections) * PER_CONNECTION)) * SECOND
  const byLimits = reading.limits
    .filter(({ domain }) => domain === undefined)
    .map(({ limit, window }) => Math.floor(Math.max(0, messages - 1) / limit) * window)
  return Math.max(bySpeed, ...byLimits)
}
