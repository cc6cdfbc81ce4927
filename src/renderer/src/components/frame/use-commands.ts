import { useHotkeys } from '@mantine/hooks'
import { useEffect } from 'react'
import type { MenuCommand } from '../../../../shared/app-types.ts'
import { onEvent } from '../../api.ts'
import { goTo, newMessage, openIn } from '../../navigation.ts'

export type Overlay = 'none' | 'keys' | 'help' | 'palette' | 'tour'

/**
 * Keys, the native menu and mailto links come to the same commands. `send` and `print` belong to Compose,
 * which listens for them itself, as for Ctrl+Enter and Ctrl+P.
 */
export function useCommands(show: (overlay: Overlay) => void): void {
  useHotkeys(
    [
      ['mod+N', newMessage],
      ['mod+K', () => show('palette')],
      ['mod+,', () => goTo('settings')],
      ['F1', () => show('keys')],
    ],
    [],
    true,
  )
  useEffect(() => onEvent('command', (command) => obey(command, show)), [show])
  useEffect(() => onEvent('compose', (content) => openIn('compose', content)), [])
}

function obey(command: MenuCommand, show: (overlay: Overlay) => void): void {
  const run: Readonly<Record<MenuCommand, () => void>> = {
    'new-message': newMessage,
    'open-palette': () => show('palette'),
    'open-settings': () => goTo('settings'),
    'open-help': () => show('help'),
    'show-mass-send': () => goTo('mass-send'),
    'show-outbox': () => goTo('outbox'),
    send: () => goTo('compose'),
    print: () => goTo('compose'),
  }
  run[command]()
}
