import { useState } from 'react'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import type { SuppressedRecipient } from '../../../../shared/suppression-types.ts'
import { invoke } from '../../api.ts'
import { goTo } from '../../components/go-to.ts'
import { attempt } from './attempt.ts'
import { saveNow } from './autosave.ts'
import { composeState, editContent } from './compose-store.ts'
import { sendMessage } from './send.tsx'

/** More than this many people who see each other's addresses are asked about. */
const MANY = 10

/** What the user is asked before anything leaves. */
export type SendQuestion =
  | { readonly kind: 'many'; readonly visible: number }
  | {
      readonly kind: 'suppressed'
      readonly recipients: readonly SuppressedRecipient[]
      readonly rest: DraftContent
    }

interface Sending {
  /** Null: nothing is asked. */
  readonly question: SendQuestion | null
  readonly send: () => void
  readonly together: () => void
  readonly each: () => void
  readonly leaveOut: (rest: DraftContent) => void
  readonly anyway: () => void
  readonly cancel: () => void
}

export function useSending(): Sending {
  const [question, setQuestion] = useState<SendQuestion | null>(null)

  function send(): void {
    const { to, cc } = composeState().content
    const visible = to.length + cc.length
    if (visible > MANY) setQuestion({ kind: 'many', visible })
    else together()
  }

  /** In one mail, once nobody is on the suppression list or the user has decided about them. */
  function together(): void {
    setQuestion(null)
    attempt(async () => {
      const { content } = composeState()
      const { recipients, rest } = await invoke('compose.suppressed', content)
      if (recipients.length > 0) setQuestion({ kind: 'suppressed', recipients, rest })
      else await sendMessage(false)
    })
  }

  function each(): void {
    setQuestion(null)
    attempt(async () => {
      await saveNow()
      const { batchId } = await invoke('compose.spread', composeState().content)
      goTo({ screen: 'mass-send', batchId })
    })
  }

  function leaveOut({ to, cc, bcc }: DraftContent): void {
    setQuestion(null)
    editContent(() => ({ to, cc, bcc }))
    void sendMessage(false)
  }

  function anyway(): void {
    setQuestion(null)
    void sendMessage(true)
  }

  return { question, send, each, together, leaveOut, anyway, cancel: () => setQuestion(null) }
}
