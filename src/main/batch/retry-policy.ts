/** When a deferred row is tried again (docs/delivery.md, "Retry"). */
import { InputError } from '../../shared/errors.ts'
import type { Ids } from './ports.ts'

export interface RetryPolicy {
  /** Waiting times in milliseconds before attempts 2, 3, …; the last one repeats while `repeatLast`. */
  readonly delays: readonly number[]
  readonly repeatLast: boolean
  /** Milliseconds since the first attempt after which the row has failed. */
  readonly giveUpAfter: number
  /** Share of the delay by which it varies, so that rows do not come back all at once. */
  readonly jitter: number
  /** Whether a message that may have arrived is tried again like one that was put off. */
  readonly retriesUncertain: boolean
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: MINUTE, h: HOUR, d: DAY }

export const defaultRetryPolicy: RetryPolicy = {
  delays: [5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE, HOUR],
  repeatLast: true,
  giveUpAfter: 5 * DAY,
  jitter: 0.1,
  retriesUncertain: false,
}

/** Parses `default`, `none` or a list such as `5s,10s,1m`. */
export function parseRetryPolicy(text: string): RetryPolicy {
  if (text === 'default') return defaultRetryPolicy
  if (text === 'none') return { ...defaultRetryPolicy, delays: [], repeatLast: false }
  const delays = text.split(',').map((item) => {
    const match = /^(\d{1,6})([smhd])$/.exec(item.trim())
    const unit = UNITS[match?.[2] ?? '']
    if (!match || unit === undefined) {
      throw new InputError('bad-option', `--retry: "${item.trim()}" is not a time such as 5s, 10m or 1h.`, {
        field: 'retry',
      })
    }
    return Number(match[1]) * unit
  })
  return { ...defaultRetryPolicy, delays, repeatLast: false }
}

/**
 * The time of the next attempt in milliseconds since 1970, or null when the row has had its chances.
 * A hint in the reply ("try again in 300 seconds") lengthens the wait, an hour at most.
 */
export function nextAttemptAt(
  policy: RetryPolicy,
  row: { readonly attempts: number; readonly firstAttemptAt: number; readonly replyText: string },
  now: number,
  random: Ids['random'],
): number | null {
  const step = row.attempts - 1
  const planned = policy.delays[step] ?? (policy.repeatLast ? policy.delays.at(-1) : undefined)
  if (planned === undefined) return null
  const varied = planned * (1 + policy.jitter * (2 * random() - 1))
  const at = now + Math.round(Math.max(varied, Math.min(hintedDelay(row.replyText), HOUR)))
  // A clock set back would stretch the patience for ever, one set forward would end it: clamp to now.
  return at - Math.min(row.firstAttemptAt, now) > policy.giveUpAfter ? null : at
}

function hintedDelay(text: string): number {
  const match = /\b(?:in|after|for)\s+(\d{1,5})\s*(s|sec|second|m|min|minute|h|hour)s?\b/i.exec(text)
  if (!match) return 0
  return Number(match[1]) * (UNITS[match[2]?.[0]?.toLowerCase() ?? ''] ?? 0)
}
