import { useEffect, useState } from 'react'
import type { BatchEvent } from '../../../../../shared/batch-types.ts'
import { addEvent, type RateSample } from '../../../../../shared/rate-samples.ts'

/** Messages per second: what main remembers of the run, and what this screen hears since. */
export function useRateHistory(live: BatchEvent, remembered: readonly RateSample[]): readonly RateSample[] {
  const [heard, setHeard] = useState<readonly RateSample[]>(remembered)
  useEffect(() => {
    // Main has heard all of it; this screen may have been away.
    setHeard((known) => ((remembered.at(-1)?.time ?? 0) > (known.at(-1)?.time ?? 0) ? remembered : known))
  }, [remembered])
  useEffect(() => setHeard((known) => addEvent(known, live, Date.now())), [live])
  return heard
}
