import { useEffect, useState } from 'react'
import type { BatchEvent } from '../../../../shared/batch-types.ts'
import { invoke, onEvent } from '../../api.ts'

export interface RunningBatches {
  readonly batches: number
  /** Of all their rows, how many need nothing more; from 0 to 1. */
  readonly share: number
}

type Running = ReadonlyMap<string, BatchEvent>

/** The batches that send at the moment, told by their events; those that began before this window are asked for. */
export function useRunningBatches(): RunningBatches {
  const [running, setRunning] = useState<Running>(new Map())
  useEffect(() => {
    const hear = (event: BatchEvent) => setRunning((known) => withEvent(known, event))
    const ask = async () => {
      const listed = await invoke('batches.list')
      for (const { id, state } of listed)
        if (state === 'running') hear((await invoke('batches.get', id)).snapshot)
    }
    // Whoever shows the batches tells what is wrong; here they are an extra.
    const askQuietly = () => void ask().catch(() => undefined)
    askQuietly()
    const endings = [
      onEvent('batch', hear),
      onEvent('connection', ({ isOpen }) => {
        // After a restart of the program nothing runs until somebody resumes it.
        setRunning(new Map())
        if (isOpen) askQuietly()
      }),
    ]
    return () => {
      for (const end of endings) end()
    }
  }, [])
  return summary(running)
}

function withEvent(known: Running, event: BatchEvent): Running {
  const isRunning = event.state === 'running'
  if (!isRunning && !known.has(event.batchId)) return known
  const next = new Map(known)
  if (isRunning) next.set(event.batchId, event)
  else next.delete(event.batchId)
  return next
}

function summary(running: Running): RunningBatches {
  const totals = [...running.values()].map((event) => event.totals)
  const rows = totals.reduce((sum, one) => sum + one.rows, 0)
  const left = totals.reduce((sum, { pending, deferred }) => sum + pending + deferred, 0)
  return { batches: running.size, share: rows === 0 ? 0 : (rows - left) / rows }
}
