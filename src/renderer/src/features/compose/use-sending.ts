import { useState } from 'react'
import { invoke } from '../../api.ts'
import { goTo } from '../../components/go-to.ts'
import { attempt } from './attempt.ts'
import { saveNow } from './autosave.ts'
import { composeState } from './compose-store.ts'
import { sendMessage } from './send.tsx'

/** More than this many people who see each other's addresses are asked about. */
const MANY = 10

interface Sending {
  /** How many visible recipients the user is asked about; null: no question. */
  readonly asked: number | null
  readonly send: () => void
  readonly together: () => void
  readonly each: () => void
  readonly cancel: () => void
}

export function useSending(): Sending {
  const [asked, setAsked] = useState<number | null>(null)

  function send(): void {
    const { to, cc } = composeState().content
    const visible = to.length + cc.length
    if (visible > MANY) setAsked(visible)
    else void sendMessage()
  }

  function each(): void {
    setAsked(null)
    attempt(async () => {
      await saveNow()
      const { batchId } = await invoke('compose.spread', composeState().content)
      goTo({ screen: 'mass-send', batchId })
    })
  }

  return {
    asked,
    send,
    each,
    together: () => {
      setAsked(null)
      void sendMessage()
    },
    cancel: () => setAsked(null),
  }
}
