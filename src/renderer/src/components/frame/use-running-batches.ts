import { useEffect, useState } from 'react'
import { onEvent } from '../../api.ts'

/** How many batches send at the moment, told by their events. */
export function useRunningBatches(): number {
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set())
  useEffect(
    () =>
      onEvent('batch', ({ batchId, state }) => {
        setRunning((old) => {
          const isRunning = state === 'running'
          if (old.has(batchId) === isRunning) return old
          const next = new Set(old)
          if (isRunning) next.add(batchId)
          else next.delete(batchId)
          return next
        })
      }),
    [],
  )
  return running.size
}
