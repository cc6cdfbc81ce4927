import type { BatchTotals } from '../../../../../shared/batch-types.ts'

export const SEGMENT_STATES = ['accepted', 'failed', 'uncertain', 'deferred', 'skipped', 'pending'] as const
export type SegmentState = (typeof SEGMENT_STATES)[number]

export interface StateSegment {
  readonly state: SegmentState
  readonly rows: number
  /** Of the whole bar; together 100. */
  readonly percent: number
}

/** Narrower than this nobody sees it. */
const NARROWEST = 0.6

/** The parts of a bar: whatever has a row can be seen, and the widest gives what that takes. */
export function stateSegments(totals: BatchTotals): readonly StateSegment[] {
  if (totals.rows === 0) return []
  const parts = SEGMENT_STATES.filter((state) => totals[state] > 0).map((state) => {
    const rows = totals[state]
    return { state, rows, percent: Math.max(NARROWEST, (rows / totals.rows) * 100) }
  })
  const excess = parts.reduce((sum, part) => sum + part.percent, 0) - 100
  const widest = parts.reduce((a, b) => (b.percent > a.percent ? b : a))
  return parts.map((part) => (part === widest ? { ...part, percent: part.percent - excess } : part))
}

/** Milliseconds until nothing is left to send at this rate; null where nobody knows. */
export function timeLeft(totals: BatchTotals, perSecond: number): number | null {
  const left = totals.pending + totals.deferred
  return perSecond > 0 && left > 0 ? (left / perSecond) * 1000 : null
}
