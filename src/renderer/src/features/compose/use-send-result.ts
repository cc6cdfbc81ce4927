import { useEffect, useState } from 'react'
import type { OutboxMessage } from '../../../../shared/outbox-types.ts'
import { invoke, onEvent } from '../../api.ts'

/** The message as the outbox knows it; null before it has told. */
export function useSendResult(id: string): OutboxMessage | null {
  const [message, setMessage] = useState<OutboxMessage | null>(null)
  useEffect(() => {
    let isCurrent = true
    async function ask(): Promise<void> {
      try {
        const now = await invoke('outbox.message', id)
        if (isCurrent) setMessage(now)
      } catch {
        // Called back, or removed in the outbox: what was known last stays.
      }
    }
    void ask()
    const end = onEvent('outbox', (event) => event.id === id && void ask())
    return () => {
      isCurrent = false
      end()
    }
  }, [id])
  return message
}
