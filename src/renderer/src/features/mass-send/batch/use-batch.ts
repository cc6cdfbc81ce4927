import { useCallback, useEffect, useState } from 'react'
import type { BatchEvent } from '../../../../../shared/batch-types.ts'
import type { InvokeResult } from '../../../../../shared/ipc-contract.ts'
import { invoke, onEvent } from '../../../api.ts'
import { mergeEvent } from './merge-event.ts'

type Details = InvokeResult<'batches.get'>

export interface LiveBatch {
  readonly details: Details | null
  readonly live: BatchEvent | null
  readonly error: unknown
  readonly reload: () => void
}

/** A batch by snapshot and events; asked for again whenever the connection was lost or its state changes. */
export function useBatch(batchId: string): LiveBatch {
  const [details, setDetails] = useState<Details | null>(null)
  const [live, setLive] = useState<BatchEvent | null>(null)
  const [error, setError] = useState<unknown>(null)
  const state = live?.state

  const reload = useCallback(() => {
    invoke('batches.get', batchId).then((got) => {
      setDetails(got)
      setLive((known) => mergeEvent(known, got.snapshot, batchId))
      setError(null)
    }, setError)
  }, [batchId])

  useEffect(() => {
    const stopEvents = onEvent('batch', (event) => setLive((known) => mergeEvent(known, event, batchId)))
    const stopConnection = onEvent('connection', ({ isOpen }) => {
      if (!isOpen) return
      // Numbers start over with the program.
      setLive(null)
      reload()
    })
    return () => {
      stopEvents()
      stopConnection()
    }
  }, [batchId, reload])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state means another summary
  useEffect(reload, [reload, state])
  return { details, live, error, reload }
}
