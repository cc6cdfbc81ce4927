import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultRetryPolicy, nextAttemptAt, parseRetryPolicy } from '../../src/main/batch/retry-policy.ts'

const MINUTE = 60_000
const NOW = Date.UTC(2026, 0, 1)
const noJitter = () => 0.5

function wait(attempts: number, replyText = '', policy = defaultRetryPolicy): number | null {
  const at = nextAttemptAt(policy, { attempts, firstAttemptAt: NOW, replyText }, NOW, noJitter)
  return at === null ? null : at - NOW
}

describe('the default schedule', () => {
  test('waits 5, 10, 20, 40 and 60 minutes, then an hour each time', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map((attempts) => (wait(attempts) ?? 0) / MINUTE)).toEqual([
      5, 10, 20, 40, 60, 60, 60,
    ])
  })

  test('gives up five days after the first attempt', () => {
    const first = NOW - 5 * 24 * 60 * MINUTE
    expect(
      nextAttemptAt(defaultRetryPolicy, { attempts: 9, firstAttemptAt: first, replyText: '' }, NOW, noJitter),
    ).toBeNull()
  })

  test('varies by at most ten percent and never lies in the past', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, random) => {
          const at = nextAttemptAt(
            defaultRetryPolicy,
            { attempts, firstAttemptAt: NOW, replyText: '' },
            NOW,
            () => random,
          )
          const planned = wait(attempts) ?? 0
          expect(at).not.toBeNull()
          expect(Math.abs((at ?? 0) - NOW - planned)).toBeLessThanOrEqual(planned * 0.1 + 1)
        },
      ),
    )
  })

  test('a clock that was set back does not end a row before its time', () => {
    expect(
      nextAttemptAt(
        defaultRetryPolicy,
        { attempts: 1, firstAttemptAt: NOW + 1e9, replyText: '' },
        NOW,
        noJitter,
      ),
    ).toBe(NOW + 5 * MINUTE)
  })
})

describe('a hint in the reply', () => {
  test('lengthens the wait', () => {
    expect(wait(1, '450 4.7.1 Greylisted, try again in 900 seconds')).toBe(900_000)
    expect(wait(1, 'please retry after 20 minutes')).toBe(20 * MINUTE)
  })
  test('never shortens it', () => {
    expect(wait(1, 'try again in 1 second')).toBe(5 * MINUTE)
  })
  test('counts for an hour at most', () => {
    expect(wait(1, 'try again in 99999 hours')).toBe(60 * MINUTE)
  })
})

describe('--retry', () => {
  test('takes a list whose end is the end', () => {
    const policy = parseRetryPolicy('5s,10s,1m')
    expect([1, 2, 3, 4].map((attempts) => wait(attempts, '', policy))).toEqual([5_000, 10_000, 60_000, null])
  })
  test('none means one attempt', () => {
    expect(wait(1, '', parseRetryPolicy('none'))).toBeNull()
  })
  test.each(['', '5', '5x', '5s;10s', '-5s', '5s,'])('refuses %j and says what a time looks like', (text) => {
    expect(() => parseRetryPolicy(text)).toThrow(/--retry: .* such as 5s, 10m or 1h/)
  })
})
