import { describe, expect, test } from 'vitest'
import { RateLimiter } from '../../src/main/batch/rate-limiter.ts'
import { FakeClock } from '../helpers/fake-clock.ts'

/** Milliseconds from a reservation to the answer. */
const ROUND_TRIP = 5
const NO_HISTORY = {
  since: () => [],
  record: async () => undefined,
  forget: async () => undefined,
  lock: () => () => undefined,
}

type Judge = (now: number, domain: string) => boolean

/** Takes `limit` messages in any second, or in each second of the clock. */
const slidingSink = (limit: number): Judge => {
  const taken: number[] = []
  return (now) => {
    const isTaken = taken.filter((at) => at > now - 1_000).length < limit
    if (isTaken) taken.push(now)
    return isTaken
  }
}
const bucketSink = (limit: number): Judge => {
  let [second, count] = [0, 0]
  return (now) => {
    if (Math.floor(now / 1_000) !== second) [second, count] = [Math.floor(now / 1_000), 0]
    return ++count <= limit
  }
}

/** Sends as fast as the limiter lets, 3000 a second at most; returns the times of what was taken and put off. */
function play(judge: Judge, seconds: number, domainOf: (n: number) => string = () => 'example.com') {
  const clock = new FakeClock()
  const limiter = new RateLimiter('account', clock, NO_HISTORY)
  const answers: { readonly at: number; readonly tell: () => void }[] = []
  const taken: number[] = []
  const putOff: number[] = []
  for (let n = 0; clock.monotonic() < seconds * 1_000; clock.advance(1)) {
    while (answers[0] && answers[0].at <= clock.monotonic()) answers.shift()?.tell()
    for (let burst = 0; burst < 3 && answers.length < 20; burst++) {
      const domain = domainOf(n)
      if (limiter.wait([domain]) > 0) break
      n++
      const turn = limiter.reserve([domain])
      limiter.sent(turn)
      const isTaken = judge(clock.monotonic(), domain)
      ;(isTaken ? taken : putOff).push(clock.monotonic())
      answers.push({
        at: clock.monotonic() + ROUND_TRIP,
        tell: () => limiter.answered(turn, isTaken ? 'accepted' : 'put-off'),
      })
    }
  }
  return { taken, putOff }
}

const countAfter = (times: readonly number[], second: number) =>
  times.filter((at) => at >= second * 1_000).length

describe('a server that puts off whatever is above a rate it does not tell', () => {
  test.each([
    ['sliding', 5, slidingSink],
    ['sliding', 50, slidingSink],
    ['sliding', 400, slidingSink],
    ['by the second', 5, bucketSink],
    ['by the second', 50, bucketSink],
    ['by the second', 400, bucketSink],
  ] as const)('counting %s, gets it within 20 %% of %i a second after a minute', (_, rate, sink) => {
    const { taken, putOff } = play(sink(rate), 120)
    expect(countAfter(taken, 60) / 60).toBeGreaterThanOrEqual(0.8 * rate)
    expect((countAfter(taken, 60) + countAfter(putOff, 60)) / 60).toBeLessThanOrEqual(1.2 * rate)
    // It is asked again now and then, not all the time.
    expect(countAfter(putOff, 60)).toBeLessThan(0.1 * countAfter(taken, 60))
  })

  test('is noticed also where every row is for another domain', () => {
    const { taken, putOff } = play(slidingSink(50), 120, (n) => `host${n}.example`)
    expect(countAfter(taken, 60) / 60).toBeGreaterThanOrEqual(40)
    expect((countAfter(taken, 60) + countAfter(putOff, 60)) / 60).toBeLessThanOrEqual(60)
  })

  test('gets more again when it takes more again', () => {
    const [slow, fast] = [slidingSink(20), slidingSink(200)]
    const { taken } = play((now, domain) => (now < 60_000 ? slow : fast)(now, domain), 240)
    expect(countAfter(taken, 180) / 60).toBeGreaterThanOrEqual(100)
  })

  test('is not hurried on after it took nothing at all', () => {
    const { taken, putOff } = play((now) => now > 60_000, 120)
    expect(countAfter(putOff, 20) / 40).toBeLessThan(5)
    expect(countAfter(taken, 100) / 20).toBeGreaterThan(20)
  })
})

test('one domain that puts off does not slow down the others', () => {
  const slow = slidingSink(5)
  const judge: Judge = (now, domain) => domain !== 'slow.example' || slow(now, domain)
  const clock = new FakeClock()
  const limiter = new RateLimiter('account', clock, NO_HISTORY)
  const taken = { 'slow.example': 0, 'fast.example': 0 }
  for (; clock.monotonic() < 60_000; clock.advance(1)) {
    for (const domain of ['slow.example', 'fast.example'] as const) {
      if (limiter.wait([domain]) > 0) continue
      const turn = limiter.reserve([domain])
      limiter.sent(turn)
      const isTaken = judge(clock.monotonic(), domain)
      if (isTaken) taken[domain]++
      limiter.answered(turn, isTaken ? 'accepted' : 'put-off')
    }
  }
  expect(taken['slow.example'] / 60).toBeGreaterThan(4)
  expect(taken['fast.example'] / 60).toBeGreaterThan(500)
})

test('a few messages that are put off are everyday life', () => {
  let n = 0
  const { taken } = play(() => ++n % 50 !== 0, 10)
  expect(taken.length / 10).toBeGreaterThan(2_000)
})
