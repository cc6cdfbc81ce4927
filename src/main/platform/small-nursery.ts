/** The heap of a thread whose objects live for milliseconds. */
import type { ResourceLimits } from 'node:worker_threads'

/** Half the memory is resident for at most a tenth of the speed (bench/million-rows.ts, bench/throughput.ts). */
export const SMALL_NURSERY: ResourceLimits = { maxYoungGenerationSizeMb: 8 }
