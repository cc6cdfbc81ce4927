import { expect, test } from 'vitest'
import { parseRateLimits, rehearsedRate } from '../../src/main/batch/rate-limits.ts'

test('--rate takes several limits, by time and by domain', () => {
  expect(parseRateLimits('30/min,1000/hour,10/min@Gmail.com')).toEqual([
    { limit: 30, window: 60_000, domain: undefined },
    { limit: 1000, window: 3_600_000, domain: undefined },
    { limit: 10, window: 60_000, domain: 'gmail.com' },
  ])
})

test('a rehearsal keeps the limits it can wait for', () => {
  expect(rehearsedRate('30/min,1000/hour,5/s,10/day@gmail.com')).toBe('30/min,5/s')
  expect(rehearsedRate('1000/day')).toBeNull()
  expect(rehearsedRate(null)).toBeNull()
})

test.each(['', '30', '0/min', '30/week', '-1/s', '30/min@', '1/s,'])(
  '--rate refuses %j and shows how a limit is written',
  (text) => {
    expect(() => parseRateLimits(text)).toThrow(/--rate: .* such as 30\/min/)
  },
)
