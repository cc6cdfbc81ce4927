import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRateLimits, type RateLimit, RateLimiter } from '../../src/main/batch/rate-limiter.ts'

const ANY = new Set(['example.com'])

/** Sends as fast as the limiter allows over a clock that jumps as told; returns the times of the sends. */
function sendAll(limits: readonly RateLimit[], count: number, jumps: readonly number[] = []): number[] {
  const limiter = new RateLimiter(limits)
  const times: number[] = []
  let now = 1_000_000
  for (let i = 0; times.length < count; i++) {
    const wait = limiter.book(ANY, now)
    if (wait === 0) times.push(now)
    now += wait + (jumps[i % jumps.length] ?? 0)
  }
  return times
}

function mostInOneWindow(times: readonly number[], window: number): number {
  return Math.max(
    ...times.map((start) => times.filter((time) => time >= start && time < start + window).length),
  )
}

describe('rolling windows', () => {
  test('no window ever holds more than its limit, whatever the pace of asking', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ limit: fc.integer({ min: 1, max: 20 }), window: fc.integer({ min: 10, max: 5_000 }) }),
          { minLength: 1, maxLength: 3 },
        ),
        fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 20 }),
        (limits, jumps) => {
          const times = sendAll(limits, 60, jumps)
          for (const { limit, window } of limits)
            expect(mostInOneWindow(times, window)).toBeLessThanOrEqual(limit)
        },
      ),
    )
  })

  test('with work at hand the limit is used to the full', () => {
    const times = sendAll([{ limit: 10, window: 1_000 }], 100)
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBe(9_000)
  })

  test('a limit for one domain leaves the others alone', () => {
    const limiter = new RateLimiter([{ limit: 1, window: 1_000, domain: 'gmail.com' }])
    expect(limiter.book(new Set(['gmail.com']), 0)).toBe(0)
    expect(limiter.book(new Set(['gmail.com']), 1)).toBe(999)
    expect(limiter.book(ANY, 1)).toBe(0)
  })

  test('a refused booking takes no room in the other windows', () => {
    const limiter = new RateLimiter([
      { limit: 1, window: 100 },
      { limit: 2, window: 1_000 },
    ])
    expect(limiter.book(ANY, 0)).toBe(0)
    for (let now = 1; now < 100; now++) expect(limiter.book(ANY, now)).toBeGreaterThan(0)
    expect(limiter.book(ANY, 100)).toBe(0)
  })

  test('a clock set back never waits longer than the window', () => {
    const limiter = new RateLimiter([{ limit: 1, window: 1_000 }])
    limiter.book(ANY, 1_000_000)
    expect(limiter.book(ANY, 0)).toBe(1_000)
  })
})

describe('--rate', () => {
  test('takes several limits, by time and by domain', () => {
    expect(parseRateLimits('30/min,1000/hour,10/min@Gmail.com')).toEqual([
      { limit: 30, window: 60_000, domain: undefined },
      { limit: 1000, window: 3_600_000, domain: undefined },
      { limit: 10, window: 60_000, domain: 'gmail.com' },
    ])
  })
  test.each(['', '30', '0/min', '30/week', '-1/s', '30/min@', '1/s,'])(
    'refuses %j and shows how a limit is written',
    (text) => {
      expect(() => parseRateLimits(text)).toThrow(/--rate: .* such as 30\/min/)
    },
  )
})
