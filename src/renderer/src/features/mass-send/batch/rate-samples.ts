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
