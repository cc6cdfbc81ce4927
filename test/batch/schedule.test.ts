import { describe, expect, test, vi } from 'vitest'
import { type EngineRig, engineRig } from '../helpers/engine.ts'
import { FakeClock } from '../helpers/fake-clock.ts'

const HOUR = 3_600_000

/** Moves the clock on, a second at a time, until the condition holds. */
async function pass(clock: FakeClock, condition: () => boolean): Promise<void> {
  for (let second = 0; second < 20_000 && !condition(); second++) {
    await new Promise(setImmediate)
    if (clock.sleeping > 0) clock.advance(1_000)
  }
  expect(condition()).toBe(true)
}

async function endOf(rig: EngineRig, clock: FakeClock) {
  let end: unknown
  const run = rig.run().then((value) => {
    end = value
  })
  await pass(clock, () => end !== undefined)
  await run
  return end
}

describe('a batch with a time to start', () => {
  test('waits for it, tells so, and starts then', async () => {
    const clock = new FakeClock()
    const startAt = clock.now() + HOUR
    const rig = await engineRig({ rows: 3, clock, startAt })
    const run = rig.run()
    await pass(clock, () => rig.events.length > 0)
    expect(rig.events[0]).toMatchObject({ state: 'ready', reason: expect.stringContaining('Starts at') })
    expect(rig.sent).toEqual([])
    await pass(clock, () => rig.sent.length > 0)
    expect(Math.abs(clock.now() - startAt)).toBeLessThan(30_000)
    expect(await run).toEqual({ kind: 'finished' })
  })

  test('asks instead of sending late when the computer slept through it; resume sends it', async () => {
    const clock = new FakeClock()
    const rig = await engineRig({ rows: 3, clock, startAt: clock.now() + HOUR })
    const run = rig.run()
    await pass(clock, () => rig.events.length > 0)
    clock.jump(8 * HOUR)
    clock.advance(15_000)
    expect(await run).toMatchObject({ kind: 'missed-start' })
    expect(rig.sent).toEqual([])
    expect(rig.journal.batch('b')).toMatchObject({
      state: 'paused',
      reason: expect.stringMatching(/should have started .* resume/),
    })
    expect(await endOf(rig, clock)).toEqual({ kind: 'finished' })
    expect(rig.sent).toHaveLength(3)
  })

  test('asks, too, when nothing ran at that time', async () => {
    const clock = new FakeClock()
    const rig = await engineRig({ rows: 3, clock, startAt: clock.now() - HOUR })
    expect(await rig.run()).toMatchObject({ kind: 'missed-start' })
    expect(rig.sent).toEqual([])
  })

  test('stays ready when the program is closed before, for the next one to wait on', async () => {
    const clock = new FakeClock()
    const rig = await engineRig({ rows: 3, clock, startAt: clock.now() + HOUR })
    const run = rig.run()
    await vi.waitFor(() => expect(clock.sleeping).toBeGreaterThan(0))
    await rig.engine.close()
    expect(await run).toEqual({ kind: 'closed' })
    expect(rig.journal.batch('b')).toMatchObject({ state: 'ready', reason: null })
    expect(await endOf(rig, clock)).toEqual({ kind: 'finished' })
  })

  test('may be paused before', async () => {
    const clock = new FakeClock()
    const rig = await engineRig({ rows: 3, clock, startAt: clock.now() + HOUR })
    const run = rig.run()
    await vi.waitFor(() => expect(clock.sleeping).toBeGreaterThan(0))
    await rig.engine.pause('b')
    expect(await run).toEqual({ kind: 'stopped' })
  })

  test('set back by hours still starts at that time of the clock', async () => {
    const clock = new FakeClock()
    const startAt = clock.now() + HOUR
    const rig = await engineRig({ rows: 1, clock, startAt })
    const run = rig.run()
    await pass(clock, () => rig.events.length > 0)
    clock.jump(-2 * HOUR)
    await pass(clock, () => rig.sent.length > 0)
    expect(clock.now()).toBeGreaterThanOrEqual(startAt)
    await run
  })
})

describe('"not later than"', () => {
  test('stops a batch that is still sending then', async () => {
    const clock = new FakeClock()
    const rig = await engineRig({ rows: 100, clock, rate: '1/min', notAfter: clock.now() + 5.5 * 60_000 })
    expect(await endOf(rig, clock)).toEqual({ kind: 'too-late' })
    expect(rig.sent).toHaveLength(6)
    expect(rig.journal.totals('b')).toMatchObject({ accepted: 6, pending: 94 })
  })

  test('in the past sends nothing', async () => {
    const clock = new FakeClock()
    const rig = await engineRig({ rows: 3, clock, notAfter: clock.now() - 1 })
    expect(await endOf(rig, clock)).toEqual({ kind: 'too-late' })
    expect(rig.sent).toEqual([])
  })
})
