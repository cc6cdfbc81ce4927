/** Rate limits as the user writes them. */
import { InputError } from '../../shared/errors.ts'

export interface RateLimit {
  readonly limit: number
  /** Length of the window in milliseconds. */
  readonly window: number
  /** Counts only recipients of this domain; absent: all. */
  readonly domain?: string | undefined
}

/** The longest window there is, in milliseconds. */
export const LONGEST_WINDOW = 86_400_000

const WINDOWS: Readonly<Record<string, number>> = {
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: LONGEST_WINDOW,
  day: LONGEST_WINDOW,
}

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
  return text.split(',').map((item) => {
    const match = /^(\d{1,7})\/([a-z]+)(?:@([^\s@,]+))?$/.exec(item.trim())
    const window = WINDOWS[match?.[2] ?? '']
    const limit = Number(match?.[1])
    if (!match || window === undefined || limit < 1) {
      throw new InputError(
        'bad-option',
        `--rate: "${item.trim()}" is not a limit such as 30/min, 1000/hour or 10/min@gmail.com.`,
        { field: 'rate' },
      )
    }
    return { limit, window, domain: match[3]?.toLowerCase() }
  })
}
