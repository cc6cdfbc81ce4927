import { useEffect, useState } from 'react'
import type { RecipientResult } from '../../../../shared/mail-types.ts'
import { invoke, onEvent } from '../../api.ts'

/** What became of each recipient of a message, as soon as it is known. */
export function useSendResult(id: string): readonly RecipientResult[] {
  const [results, setResults] = useState<readonly RecipientResult[]>([])
  useEffect(() => {
    let isCurrent = true
    async function ask(): Promise<void> {
      try {
        const { recipients } = await invoke('outbox.message', id)
        if (isCurrent) setResults(recipients)
      } catch {
        // Not in the outbox before its time has come; the next event asks again.
      }
    }
    void ask()
    const end = onEvent('outbox', (event) => event.id === id && void ask())
    return () => {
      isCurrent = false
      end()
    }
  }, [id])
  return results
}
