import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MessageView } from '../../../../shared/view-types.ts'
import { invoke, saveFile } from '../../api.ts'
import { goTo } from '../../components/go-to.ts'
import { printMessage } from '../../components/print-message.ts'

export interface OutboxActions {
  readonly isBusy: boolean
  /** Why the last action did not work. */
  readonly problem: unknown
  readonly retry: (id: string) => void
  readonly resolve: (id: string, decision: 'resend' | 'sent') => void
  readonly edit: (id: string) => void
  readonly remove: (id: string) => void
  readonly print: (view: MessageView) => void
  readonly saveEml: (id: string) => void
  readonly savePart: (id: string, path: string) => void
}

export function useMessageActions(onRemoved: () => void): OutboxActions {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  async function run(action: () => Promise<unknown>): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      await action()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
      await client.invalidateQueries({ queryKey: ['outbox'] })
    }
  }

  return {
    isBusy,
    problem,
    retry: (id) => void run(() => invoke('outbox.retry', id)),
    resolve: (id, decision) => void run(() => invoke('outbox.resolve', id, decision)),
    edit: (id) => void run(async () => goTo({ screen: 'compose', ...(await invoke('outbox.edit', id)) })),
    remove: (id) =>
      void run(async () => {
        await invoke('outbox.remove', [id])
        onRemoved()
      }),
    print: (view) => void run(() => printMessage(view)),
    saveEml: (id) => void run(async () => saveFile((await invoke('outbox.eml', id)).token)),
    savePart: (id, path) => void run(async () => saveFile((await invoke('outbox.part', id, path)).token)),
  }
}
