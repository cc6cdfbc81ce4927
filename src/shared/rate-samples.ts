/** How fast a batch went over time, for a chart. */
import type { BatchEvent } from './batch-types.ts'

export interface RateSample {
  /** Milliseconds since 1970. */
  readonly time: number
  /** Messages per second. */
  readonly rate: number
}

const CLOSEST = 1000
const MOST = 300

/** One sample a second; when there are too many every other one goes, so that the whole run stays in view. */
export function addSample(samples: readonly RateSample[], sample: RateSample): readonly RateSample[] {
  const last = samples.at(-1)
  if (last && sample.time - last.time < CLOSEST) return samples
  const kept = samples.length < MOST ? samples : samples.filter((_, index) => index % 2 === 0)
  return [...kept, sample]
}

/** What an event adds: its rate while mail flows, and once the fall to nothing. */
export function addEvent(
  samples: readonly RateSample[],
  { state, rate }: Pick<BatchEvent, 'state' | 'rate'>,
  time: number,
): readonly RateSample[] {
  if (state === 'running') return addSample(samples, { time, rate })
  const last = samples.at(-1)
  if (!last || last.rate === 0) return samples
  return [...samples, { time: Math.max(time, last.time), rate: 0 }]
}
