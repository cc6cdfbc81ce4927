import { expect, test, vi } from 'vitest'
import { engineRig, fate, Gate } from '../helpers/engine.ts'

test('events grow in sequence, come at most ten times a second, and the last one tells the end', async () => {
  const rig = await engineRig({
    rows: 1_500,
    connections: 3,
    deliver: async () => void (await new Promise((resolve) => setTimeout(resolve, 2))),
  })
  await rig.run()
  const { events, eventTimes: times } = rig
  expect(events.length).toBeGreaterThan(3)
  expect(events.at(-1)).toMatchObject({ state: 'finished', reason: null, totals: { accepted: 1_500 } })
  expect(events.map(({ sequence }) => sequence)).toEqual(
    events.map(({ sequence }) => sequence).sort((a, b) => a - b),
  )
  for (const start of times) {
    expect(times.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(10)
  }
  const named = events.flatMap(({ changed }) => changed.map(({ number }) => number))
  const unlisted = events.reduce((sum, event) => sum + event.unlisted, 0)
  expect(new Set(named).size).toBe(named.length)
  expect(named.length + unlisted).toBe(1_500)
  for (const { changed } of events) expect(changed.length).toBeLessThanOrEqual(100)
})

test('a snapshot tells as much as the last event, so that a window that comes late misses nothing', async () => {
  const gate = new Gate()
  const rig = await engineRig({
    rows: 30,
    connections: 2,
    deliver: async (message) => {
      if (rig.sent.length > 10) await gate.passed
      return rig.sent.length === 5 ? fate(message, 'failed', 550, '5.1.1', 'no such user') : undefined
    },
  })
  const run = rig.run()
  await vi.waitFor(() => expect(rig.events.at(-1)?.totals.accepted).toBe(9))
  const snapshot = await rig.engine.snapshot('b')
  expect(snapshot).toMatchObject({
    batchId: 'b',
    state: 'running',
    reason: null,
    connections: 2,
    totals: { rows: 30, accepted: 9, failed: 1, pending: 20 },
  })
  expect(snapshot.rate).toBeGreaterThan(0)
  expect(rig.events.flatMap(({ changed }) => changed)).toContainEqual({
    number: 5,
    state: 'failed',
    text: 'no such user',
  })
  gate.open()
  await run
  expect(rig.events.at(-1)?.sequence).toBeGreaterThan(snapshot.sequence)
  expect(await rig.engine.snapshot('b')).toMatchObject({ state: 'finished', connections: 0, rate: 0 })
})
