/** Rate limits from the user's text, or an error that shows how one is written. */
import { InputError } from '../../shared/errors.ts'
import { type RateLimit, readRateLimits } from '../../shared/rate-limits.ts'

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
