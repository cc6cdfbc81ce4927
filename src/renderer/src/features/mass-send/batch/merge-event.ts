import type { BatchEvent } from '../../../../../shared/batch-types.ts'

/**
 * What is known after an event: the newer one wins, an older one or one of another batch tells nothing. A
 * snapshot bears the number of the latest event and may know more: rows were decided about while nothing ran.
 */
export function mergeEvent(known: BatchEvent | null, event: BatchEvent, batchId: string): BatchEvent | null {
  if (event.batchId !== batchId) return known
  return known && event.sequence < known.sequence ? known : event
}
