/** Rate limits as the user writes them: on the command line, in a profile, in the window. */

export interface RateLimit {
  readonly limit: number
  /** Length of the window in milliseconds. */
  readonly window: number
  /** Counts only recipients of this domain; absent: all. */
  readonly domain?: string | undefined
}

/** What the text says, or its first item that is no limit. */
export type RateReading =
  | { readonly kind: 'limits'; readonly limits: readonly RateLimit[] }
  | { readonly kind: 'wrong'; readonly item: string }

/** The longest window there is, in milliseconds. */
export const LONGEST_WINDOW = 86_400_000

/** Lifts the limits of the profile. */
export const NO_RATE = 'none'

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

/** Reads `30/min,1000/hour,10/min@gmail.com`. */
export function readRateLimits(text: string): RateReading {
  const limits: RateLimit[] = []
  for (const item of text.split(',').map((part) => part.trim())) {
    const match = /^(\d{1,7})\/([a-z]+)(?:@([^\s@,]+))?$/.exec(item)
    const unit = match?.[2] ?? ''
    const window = Object.hasOwn(WINDOWS, unit) ? WINDOWS[unit] : undefined
    const limit = Number(match?.[1])
    if (!match || window === undefined || limit < 1) return { kind: 'wrong', item }
    limits.push({ limit, window, domain: match[3]?.toLowerCase() })
  }
  return { kind: 'limits', limits }
}

/** The limits that hold when a batch says `chosen` (null: nothing) and its profile says `profile`. */
export function effectiveRate(chosen: string | null, profile: string | null): string | null {
  return chosen === NO_RATE ? null : (chosen ?? profile)
}
