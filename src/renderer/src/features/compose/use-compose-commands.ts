import { useHotkeys } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { onEvent } from '../../api.ts'
import { showError } from '../../components/notices.ts'
import { useHandover, useRoute } from '../../navigation.ts'
import { attempt } from './attempt.ts'
import { saveNow } from './autosave.ts'
import { composeState, openContent } from './compose-store.ts'
import { printContent } from './eml.ts'

interface Commands {
  readonly send: () => void
  readonly togglePreview: () => void
}

/** Keys, the menu and other screens. A message is sent only while its screen is in sight, with no dialog over it. */
export function useComposeCommands({ send, togglePreview }: Commands): void {
  const isShown = useRoute().screen === 'compose'
  const latest = useRef({ isShown, send })
  useEffect(() => {
    latest.current = { isShown, send }
  })
  useHotkeys(
    isShown
      ? [
          ['mod+Enter', () => hasNoDialog() && send()],
          ['mod+P', togglePreview],
        ]
      : [],
    [],
    true,
  )
  useEffect(
    () =>
      onEvent('command', (command) => {
        if (!latest.current.isShown || !hasNoDialog()) return
        if (command === 'send') latest.current.send()
        else if (command === 'print') attempt(() => printContent(composeState().content))
      }),
    [],
  )
  useHandover('compose', (content, draftId) => {
    saveNow()
      .then(() => openContent(content, draftId))
      .catch(showError)
  })
}

function hasNoDialog(): boolean {
  return document.querySelector('[role="dialog"]') === null
}
