import { useEffect, useState } from 'react'
import type { BatchEvent } from '../../../../../shared/batch-types.ts'
import { addSample, type RateSample } from './rate-samples.ts'

/** Messages per second since this screen watches. */
export function useRateHistory(live: BatchEvent | null): readonly RateSample[] {
  const [samples, setSamples] = useState<readonly RateSample[]>([])
  useEffect(() => {
    if (live?.state === 'running')
      setSamples((known) => addSample(known, { time: Date.now(), rate: live.rate }))
  }, [live])
  return samples
}
