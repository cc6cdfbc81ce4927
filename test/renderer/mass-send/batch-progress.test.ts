import { describe, expect, it } from 'vitest'
import { mergeEvent } from '../../../src/renderer/src/features/mass-send/batch/merge-event.ts'
import { stateSegments, timeLeft } from '../../../src/renderer/src/features/mass-send/batch/state-segments.ts'
import type { BatchEvent, BatchTotals } from '../../../src/shared/batch-types.ts'
import { addSample, type RateSample } from '../../../src/shared/rate-samples.ts'

const NONE: BatchTotals = {
  rows: 0,
  accepted: 0,
  failed: 0,
  deferred: 0,
  uncertain: 0,
  skipped: 0,
  pending: 0,
}

function event(sequence: number, batchId = 'a'): BatchEvent {
  return {
    sequence,
    batchId,
    state: 'running',
    reason: null,
    cause: null,
    dueAt: null,
    totals: NONE,
    rate: 0,
    connections: 1,
    changed: [],
    unlisted: 0,
  }
}

describe('events of a batch', () => {
  it('count when they are newer than what is known', () => {
    expect(mergeEvent(null, event(1), 'a')?.sequence).toBe(1)
    expect(mergeEvent(event(1), event(2), 'a')?.sequence).toBe(2)
  })

  it('give way to a snapshot of the same number, taken after rows were decided about', () => {
    const decided = { ...event(5), totals: { ...NONE, rows: 1, accepted: 1 } }
    expect(mergeEvent(event(5), decided, 'a')).toBe(decided)
  })

  it('are ignored when they come late, or belong to another batch', () => {
    const known = event(5)
    expect(mergeEvent(known, event(4), 'a')).toBe(known)
    expect(mergeEvent(known, event(9, 'b'), 'a')).toBe(known)
  })
})

describe('the bar of a batch', () => {
  it('has parts that are one hundred together', () => {
    const totals = { ...NONE, rows: 1_000_000, accepted: 999_997, failed: 1, uncertain: 1, pending: 1 }
    const parts = stateSegments(totals)
    expect(parts.reduce((sum, part) => sum + part.percent, 0)).toBeCloseTo(100)
  })

  it('shows a single failed row among a million', () => {
    const parts = stateSegments({ ...NONE, rows: 1_000_000, accepted: 999_999, failed: 1 })
    expect(parts.find((part) => part.state === 'failed')?.percent).toBeGreaterThan(0.5)
  })

  it('has no parts without rows', () => {
    expect(stateSegments(NONE)).toEqual([])
  })

  it('tells the time left only while mail flows', () => {
    const totals = { ...NONE, rows: 100, accepted: 50, pending: 40, deferred: 10 }
    expect(timeLeft(totals, 10)).toBe(5000)
    expect(timeLeft(totals, 0)).toBeNull()
  })
})

describe('the chart of a batch', () => {
  it('keeps one sample a second and the whole run in view', () => {
    let samples: readonly RateSample[] = []
    for (let time = 0; time < 2_000_000; time += 500) samples = addSample(samples, { time, rate: 1 })
    expect(samples.length).toBeLessThanOrEqual(300)
    expect(samples[0]?.time).toBe(0)
    expect(samples.at(-1)?.time).toBeGreaterThan(1_990_000)
  })
})
