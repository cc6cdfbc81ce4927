/** Rate limits from the user's text, or an error that shows how one is written. */
import { InputError } from '../../shared/errors.ts'
import { type RateLimit, readRateLimits } from '../../shared/rate-limits.ts'

/** Longer windows than this are not worth waiting for in a rehearsal: what they imply is computed. */
const LONGEST_REHEARSED = 60_000

/** The limits that a rehearsal keeps, as text again; null for none. */
export function rehearsedRate(rate: string | null): string | null {
  if (rate === null) return null
  const rules = parseRateLimits(rate)
  const kept = rate.split(',').filter((_, index) => (rules[index]?.window ?? 0) <= LONGEST_REHEARSED)
  return kept.length === 0 ? null : kept.join(',')
}

/** Parses `30/min,1000/hour,10/min@gmail.com`. */
export function parseRateLimits(text: string): readonly RateLimit[] {
  const reading = readRateLimits(text)
  if (reading.kind === 'limits') return reading.limits
  throw new InputError(
    'bad-option',
    `--rate: "${reading.item}" is not a limit such as 30/min, 1000/hour or 10/min@gmail.com.`,
    { field: 'rate' },
  )
}
