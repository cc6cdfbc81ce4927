import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Account } from '../../src/main/batch/account.ts'
import { SingleTurns } from '../../src/main/batch/single-turns.ts'
import type { SendCount, SendHistory } from '../../src/main/journal/journal.ts'
import { FakeClock } from '../helpers/fake-clock.ts'
import { openForTest, tempJournalFile } from '../helpers/journal.ts'

const ANY = ['example.com']
const ACCOUNT = 'me@smtp.example.com'

function rig(history: SendHistory, clock = new FakeClock()) {
  const account = new Account(ACCOUNT, clock, history)
  const turns = new SingleTurns(clock, history, () => account)
  const ask = (key: string, limit: number, window = 1_000) =>
    turns.take({ key, account: ACCOUNT, rules: [{ limit, window }], domains: ANY })
  return { clock, account, turns, ask }
}

function inMemory(sends: SendCount[] = []): SendHistory {
  return {
    since: () => sends,
    record: async (_, at) => void sends.push({ before: at, messages: 1 }),
    forget: async () => undefined,
    lock: () => () => undefined,
  }
}

/** Time passes in small steps, and whoever wakes up gets to act. */
async function pass(clock: FakeClock, ms: number): Promise<void> {
  for (let passed = 0; passed <= ms; passed += 50) {
    if (passed > 0) clock.advance(50)
    await nextTurn()
  }
}

describe('A message that is in no batch', () => {
  test('has its turn at once while the limits allow it, and waits when they do not', async () => {
    const { clock, turns, ask } = rig(inMemory())
    expect(await ask('a', 1)).toBe(true)
    await turns.sent('a')
    const second = ask('b', 1)
    expect(await Promise.race([second, pass(clock, 0).then(() => 'waits')])).toBe('waits')
    await pass(clock, 1_100)
    expect(await second).toBe(true)
  })

  test('goes before the rows of a batch', async () => {
    const { account, clock, ask } = rig(inMemory())
    account.hold()
    account.limiter.setRules('batch', [{ limit: 1, window: 1_000 }])
    account.limiter.sent(account.limiter.reserve(ANY))
    const single = ask('a', 10)
    await pass(clock, 990)
    expect(account.limiter.wait(ANY)).toBeGreaterThan(0)
    await pass(clock, 300)
    expect(await single).toBe(true)
  })

  test('that is taken back while it waits has no turn, and leaves its place to others', async () => {
    const { clock, turns, ask } = rig(inMemory())
    expect(await ask('a', 1)).toBe(true)
    const waiting = ask('b', 1)
    turns.release('b')
    expect(await waiting).toBe(false)
    turns.release('a')
    expect(await ask('c', 1)).toBe(true)
    expect(clock.monotonic()).toBe(new FakeClock().monotonic())
  })

  test('counts in the limits of every later run, the domain included', async () => {
    const file = await tempJournalFile()
    const journal = openForTest(file)
    const { clock, turns, ask } = rig(journal.sends)
    await ask('a', 5)
    await turns.sent('a')
    expect(journal.sends.since(ACCOUNT, '', clock.now() - 10_000)).toMatchObject([{ messages: 1 }])
  })

  test('waits while another program sends over the account with limits of its own', async () => {
    let isHeld = true
    const history = { ...inMemory(), lock: () => (isHeld ? undefined : () => undefined) }
    const { clock, ask } = rig(history)
    const turn = ask('a', 1)
    await pass(clock, 2_000)
    isHeld = false
    await pass(clock, 1_000)
    expect(await turn).toBe(true)
  })

  test('shares the windows with a batch: together they never hold more than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 30 }),
        async (limit, kinds) => {
          const { account, clock, turns, ask } = rig(inMemory())
          account.hold()
          account.limiter.setRules('batch', [{ limit, window: 1_000 }])
          const times: number[] = []
          for (const [index, isSingle] of kinds.entries()) {
            if (isSingle) {
              const turn = ask(`${index}`, limit)
              await pass(clock, 2_500)
              expect(await turn).toBe(true)
              await turns.sent(`${index}`)
              times.push(clock.monotonic())
            } else if (account.limiter.wait(ANY) === 0) {
              account.limiter.sent(account.limiter.reserve(ANY))
              times.push(clock.monotonic())
            }
          }
          for (const start of times) {
            const within = times.filter((time) => time >= start && time < start + 1_000)
            expect(within.length).toBeLessThanOrEqual(limit)
          }
        },
      ),
      { numRuns: 30 },
    )
  })
})
