import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError, invoke, newJob, onEvent } from '../../api.ts'

export interface JobState {
  readonly isRunning: boolean
  readonly done: number
  /** Null where nobody knows. */
  readonly total: number | null
  readonly error: unknown
  /** Null when it failed or was cancelled; `error` says which. */
  readonly run: <T>(work: (job: string) => Promise<T>) => Promise<T | null>
  readonly cancel: () => void
}

const IDLE = { isRunning: false, done: 0, total: null, error: null }

/** One call at a time that tells its progress and can be cancelled. */
export function useJob(): JobState {
  const [state, setState] = useState<Omit<JobState, 'run' | 'cancel'>>(IDLE)
  const job = useRef<string | null>(null)
  useEffect(
    () =>
      onEvent('progress', (progress) => {
        if (progress.job !== job.current) return
        setState((known) => ({ ...known, done: progress.done, total: progress.total }))
      }),
    [],
  )
  const cancel = useCallback(() => {
    if (job.current) void invoke('jobs.cancel', job.current)
  }, [])
  const run = useCallback(async <T>(work: (job: string) => Promise<T>): Promise<T | null> => {
    const name = newJob()
    job.current = name
    setState({ ...IDLE, isRunning: true })
    try {
      const result = await work(name)
      if (job.current === name) setState(IDLE)
      return job.current === name ? result : null
    } catch (error) {
      const isCancelled = error instanceof ApiError && error.data.code === 'cancelled'
      if (job.current === name) setState({ ...IDLE, error: isCancelled ? null : error })
      return null
    }
  }, [])
  return { ...state, run, cancel }
}
