import { describe, expect, test } from 'vitest'
import { RefusalStreak } from '../../src/main/batch/refusal-streak.ts'
import type { RowOutcome } from '../../src/main/journal/journal.ts'
import { outcomeOf } from '../helpers/journal-data.ts'

const HOUR = 3_600_000

function outcome(state: RowOutcome['state'], code: number, enhanced: string | null): RowOutcome {
  return { ...outcomeOf(1, state), code, enhanced, text: `${code}` }
}

/** How many rows of the kind it takes to pause; null: a hundred are not enough. */
function rowsUntilPause(kind: RowOutcome, acceptedBefore?: number): number | null {
  const streak = new RefusalStreak()
  if (acceptedBefore !== undefined) streak.settled(0, outcome('accepted', 250, null), acceptedBefore)
  for (let row = 1; row <= 100; row++) if (streak.settled(row, kind, HOUR)) return row
  return null
}

describe('ten rows in a row', () => {
  test.each([
    ['failed', 554, '5.7.1'],
    ['failed', 550, '5.7.26'],
    ['deferred', 450, '4.7.0'],
    ['deferred', 421, '4.7.28'],
    ['deferred', 421, null],
  ] as const)('%s with %i %s pause the batch', (state, code, enhanced) => {
    expect(rowsUntilPause(outcome(state, code, enhanced))).toBe(10)
  })

  test.each([
    ['failed', 550, '5.1.1'],
    ['failed', 552, '5.2.2'],
    ['failed', 554, null],
    ['deferred', 450, '4.2.0'],
    ['deferred', 451, '4.7.1'],
  ] as const)('%s with %i %s are about the rows', (state, code, enhanced) => {
    expect(rowsUntilPause(outcome(state, code, enhanced))).toBeNull()
  })

  test('that are put off while others were accepted just now only mean a busy server', () => {
    expect(rowsUntilPause(outcome('deferred', 450, '4.7.0'), HOUR - 1_000)).toBeNull()
    expect(rowsUntilPause(outcome('deferred', 450, '4.7.0'), HOUR - 60_000)).toBe(10)
  })

  test('refused for good pause it also right after others were accepted', () => {
    expect(rowsUntilPause(outcome('failed', 554, '5.7.1'), HOUR)).toBe(10)
  })
})

test('an accepted row, or another reason, begins anew', () => {
  const streak = new RefusalStreak()
  const [spam, policy, accepted] = [
    outcome('failed', 554, '5.7.1'),
    outcome('failed', 550, '5.7.26'),
    outcome('accepted', 250, null),
  ]
  for (const kind of [spam, policy, accepted]) {
    for (let row = 1; row <= 9; row++) expect(streak.settled(row, kind, HOUR)).toBeNull()
  }
  expect(streak.failed).toEqual([])
})

test('remembers the rows that failed for a reason that was not theirs, those behind the tenth included', () => {
  const streak = new RefusalStreak()
  streak.settled(99, outcome('failed', 550, '5.1.1'), HOUR)
  for (let row = 1; row <= 12; row++) streak.settled(row, outcome('failed', 554, '5.7.1'), HOUR)
  expect(streak.failed).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})
