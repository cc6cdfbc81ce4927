import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Account } from '../../src/main/batch/account.ts'
import { RateLimiter, type Turn } from '../../src/main/batch/rate-limiter.ts'
import type { Journal, SendCount, SendHistory } from '../../src/main/journal/journal.ts'
import type { RateLimit } from '../../src/shared/rate-limits.ts'
import { FakeClock } from '../helpers/fake-clock.ts'
import { attempt, importRows, openForTest, tempJournalFile } from '../helpers/journal.ts'

const ANY = ['example.com']

function noHistory(sends: readonly SendCount[] = []): SendHistory {
  return {
    since: () => sends,
    record: async () => undefined,
    forget: async () => undefined,
    lock: () => () => undefined,
  }
}

function limiterWith(clock: FakeClock, limits: readonly RateLimit[], history = noHistory()): RateLimiter {
  const limiter = new RateLimiter('account', clock, history)
  limiter.setRules('b', limits)
  return limiter
}

/** The most sends in any window of this length, the start included and the end not. */
function mostWithin(times: readonly number[], window: number): number {
  return Math.max(
    0,
    ...times.map((start) => times.filter((time) => time >= start && time < start + window).length),
  )
}

const anyLimits = fc.array(
  fc.record({ limit: fc.integer({ min: 1, max: 20 }), window: fc.integer({ min: 10, max: 5_000 }) }),
  { minLength: 1, maxLength: 3 },
)

/** What happens between two looks at the limiter. */
const anyStep = fc.record({
  pause: fc.integer({ min: 0, max: 700 }),
  /** Milliseconds from its reservation until a message leaves. */
  delay: fc.integer({ min: 0, max: 900 }),
  /** Something sets the clock of the computer. */
  jump: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -1e8, max: 1e8 })),
  isGivenUp: fc.boolean(),
})

describe('rolling windows', () => {
  test('never hold more than their limit, however slowly messages leave and whatever the clock does', () => {
    fc.assert(
      fc.property(anyLimits, fc.array(anyStep, { minLength: 20, maxLength: 80 }), (limits, steps) => {
        const clock = new FakeClock()
        const limiter = limiterWith(clock, limits)
        const leaving: { readonly turn: Turn; readonly at: number }[] = []
        const times: number[] = []
        for (const { pause, delay, jump, isGivenUp } of steps) {
          clock.jump(jump)
          for (let tick = 0; tick <= pause; tick += 10) {
            if (limiter.wait(ANY) === 0) {
              const turn = limiter.reserve(ANY)
              if (isGivenUp) limiter.cancel(turn)
              else leaving.push({ turn, at: clock.monotonic() + delay })
            }
            for (const { turn } of leaving.filter(({ at }) => at <= clock.monotonic())) {
              limiter.sent(turn)
              times.push(clock.monotonic())
            }
            leaving.splice(0, leaving.length, ...leaving.filter(({ at }) => at > clock.monotonic()))
            clock.advance(10)
          }
        }
        for (const { limit, window } of limits) expect(mostWithin(times, window)).toBeLessThanOrEqual(limit)
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    [10, 1_000],
    [30, 60_000],
    [1_000, 3_600_000],
  ])('with work at hand %i in %i ms are used to 95 % at least', (limit, window) => {
    const clock = new FakeClock()
    const limiter = limiterWith(clock, [{ limit, window }])
    const sends = limit * 10
    for (let sent = 0; sent < sends; sent++) {
      clock.advance(limiter.wait(ANY))
      limiter.sent(limiter.reserve(ANY))
    }
    // The last window has only begun.
    const perWindow = (sends - limit) / (clock.monotonic() / window)
    expect(perWindow).toBeGreaterThanOrEqual(0.95 * limit)
    expect(perWindow).toBeLessThanOrEqual(limit)
  })

  test('a limit for one domain leaves the others alone', () => {
    const clock = new FakeClock()
    const limiter = limiterWith(clock, [{ limit: 1, window: 1_000, domain: 'gmail.com' }])
    limiter.sent(limiter.reserve(['gmail.com']))
    clock.advance(1)
    expect(limiter.wait(['gmail.com'])).toBeGreaterThan(990)
    expect(limiter.wait(ANY)).toBe(0)
    expect(limiter.wait([...ANY, 'gmail.com'])).toBeGreaterThan(990)
  })

  test('the limits of one batch hold for another of the same account, and end with it', () => {
    const limiter = limiterWith(new FakeClock(), [{ limit: 1, window: 1_000 }])
    limiter.setRules('other', [])
    limiter.sent(limiter.reserve(ANY))
    expect(limiter.wait(ANY)).toBeGreaterThan(0)
    limiter.setRules('b', [])
    expect(limiter.wait(ANY)).toBe(0)
  })

  test('a limit set while messages are leaving counts them', () => {
    const clock = new FakeClock()
    const limiter = limiterWith(clock, [])
    const turn = limiter.reserve(ANY)
    limiter.setRules('b', [{ limit: 1, window: 1_000 }])
    expect(limiter.wait(ANY)).toBeGreaterThan(0)
    limiter.sent(turn)
    clock.advance(999)
    expect(limiter.wait(ANY)).toBeGreaterThan(0)
    clock.advance(100)
    expect(limiter.wait(ANY)).toBe(0)
  })
})

describe('after a restart', () => {
  async function journalWithSends(clock: FakeClock, sends: number): Promise<Journal> {
    const journal = openForTest(await tempJournalFile())
    await importRows(journal, sends)
    for (let sent = 0; sent < sends; sent++) {
      const row = await attempt(journal, 'stamped')
      await journal.markBodySent('b', row, clock.now(), { account: 'account', domains: ['gmail.com'] })
    }
    return journal
  }

  test('what left before still counts, by account and by domain', async () => {
    const clock = new FakeClock()
    const journal = await journalWithSends(clock, 3)
    const rules = [
      { limit: 4, window: 60_000 },
      { limit: 3, window: 60_000, domain: 'gmail.com' },
    ]
    const limiter = limiterWith(clock, rules, journal.sends)
    expect(limiter.wait(['gmail.com'])).toBeGreaterThan(59_000)
    expect(limiter.wait(ANY)).toBe(0)
    limiter.sent(limiter.reserve(ANY))
    expect(limiter.wait(ANY)).toBeGreaterThan(59_000)
    const stranger = new RateLimiter('another account', clock, journal.sends)
    stranger.setRules('b', rules)
    expect(stranger.wait(['gmail.com'])).toBe(0)
    clock.advance(62_000)
    expect(limiter.wait(['gmail.com'])).toBe(0)
  })

  test('a clock that was set back in between makes nobody wait longer than the window', async () => {
    const clock = new FakeClock()
    const journal = await journalWithSends(clock, 1)
    clock.jump(-1e9)
    const limiter = limiterWith(clock, [{ limit: 1, window: 60_000 }], journal.sends)
    expect(limiter.wait(ANY)).toBeGreaterThan(0)
    expect(limiter.wait(ANY)).toBeLessThanOrEqual(60_250)
  })

  test('another program cannot send with limits over the same account at the same time', async () => {
    const file = await tempJournalFile()
    const [mine, other] = [openForTest(file), openForTest(file)]
    const clock = new FakeClock()
    const [first, second] = [new Account('one', clock, mine.sends), new Account('one', clock, other.sends)]
    const [release, again] = [first.hold(), first.hold()]
    expect(second.hold()).toBeUndefined()
    expect(new Account('two', clock, other.sends).hold()).toBeTypeOf('function')
    release?.()
    expect(second.hold()).toBeUndefined()
    again?.()
    expect(second.hold()).toBeTypeOf('function')
  })
})
