import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { onEvent } from '../../api.ts'

/** Milliseconds: a running batch tells of itself often, a list is asked for less often. */
const PAUSE = 300

/** Asks again for what an event says has changed. */
export function useOutboxEvents(): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    function refresh(): void {
      timer ??= setTimeout(() => {
        timer = null
        void client.invalidateQueries({ queryKey: ['outbox'] })
      }, PAUSE)
    }
    const ends = [
      onEvent('outbox', refresh),
      onEvent('sandbox', refresh),
      onEvent('batch', refresh),
      onEvent('connection', ({ isOpen }) => isOpen && refresh()),
    ]
    return () => {
      if (timer !== null) clearTimeout(timer)
      for (const end of ends) end()
    }
  }, [client])
}
