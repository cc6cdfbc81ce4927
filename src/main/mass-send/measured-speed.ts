/** How fast a profile has sent, from what the journal keeps, so that a prediction is no guess. */
import type { MeasuredSpeed } from '../../shared/list-types.ts'
import { thaw } from '../batch/frozen-batch.ts'
import type { BatchInfo, Journal } from '../journal/journal.ts'

/** Batches looked at, newest first. */
const MOST_BATCHES = 20

/** Rows looked at, the last of a batch: enough to tell, and read at once. */
const MOST_ROWS = 2_000

/** Fewer messages tell more about the connecting than about the sending. */
const FEWEST = 20

/** A longer silence is a pause, and says nothing about speed. */
const PAUSE = 5_000

/** Null while nothing was sent through the profile without a limit of its own. */
export function measuredSpeed(journal: Journal, profile: string): MeasuredSpeed | null {
  const candidates = journal
    .batches()
    .filter((info) => isFree(info, profile))
    .slice(-MOST_BATCHES)
    .reverse()
  for (const { id, name, endedAt, startedAt } of candidates) {
    const perSecond = speedOf(settledTimes(journal, id))
    if (perSecond === null) continue
    const { connections } = thaw(journal.batch(id)).settings.options
    return { perSecond, connections, batch: name, at: endedAt ?? startedAt ?? 0 }
  }
  return null
}

/** Messages per second between the first and the last of these times, pauses left out. */
export function speedOf(times: readonly number[]): number | null {
  if (times.length < FEWEST) return null
  const sorted = times.toSorted((a, b) => a - b)
  const gaps = sorted.slice(1).map((time, index) => time - (sorted[index] ?? time))
  const kept = gaps.filter((gap) => gap < PAUSE)
  const active = kept.reduce((sum, gap) => sum + gap, 0)
  return active > 0 ? (kept.length / active) * 1_000 : null
}

function isFree(info: BatchInfo, profile: string): boolean {
  const { choice, options } = thaw(info).settings
  return choice.profile === profile && options.rate === null && options.rehearsalOf === undefined
}

function settledTimes(journal: Journal, batchId: string): readonly number[] {
  const after = Math.max(0, journal.totals(batchId).rows - MOST_ROWS)
  return [...journal.rows(batchId, { after, states: ['accepted'] })].flatMap(
    ({ settledAt }) => settledAt ?? [],
  )
}
