import { ActionIcon, Alert, Group, Tooltip } from '@mantine/core'
import { IconCommand, IconPlugConnectedX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorBoundary } from '../error-boundary.tsx'
import { KeysOverlay } from './keys-overlay.tsx'
import { Rail } from './rail.tsx'
import { Screens } from './screens.tsx'
import { type Overlay, useCommands } from './use-commands.ts'
import { useConnection, useMainEvents } from './use-main-events.ts'
import { usePreferences } from './use-preferences.ts'
import { WhereBadge } from './where-badge.tsx'

const HelpDrawer = lazy(async () => ({
  default: (await import('../../features/help/help-drawer.tsx')).HelpDrawer,
}))
const Tour = lazy(async () => ({ default: (await import('../../features/tour/tour.tsx')).Tour }))
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))

export function Frame() {
  const { t } = useTranslation('frame')
  const [overlay, setOverlay] = useState<Overlay>('none')
  const { needsTour } = usePreferences()
  const isConnected = useConnection()
  useMainEvents()
  useCommands(setOverlay)
  const close = (): void => setOverlay('none')

  return (
    <div className="app">
      <button type="button" className="skip-link" onClick={() => document.getElementById('content')?.focus()}>
        {t('skip')}
      </button>
      <Rail onHelp={() => setOverlay('help')} onKeys={() => setOverlay('keys')} />
      <div className="app-main">
        <section className="app-bar" aria-label={t('bar')}>
          <WhereBadge />
          <Group ml="auto" gap="xs">
            <Tooltip label={`${t('palette')} (Ctrl+K)`}>
              <ActionIcon aria-label={t('palette')} onClick={() => setOverlay('palette')}>
                <IconCommand size={17} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        </section>
        {!isConnected && (
          <Alert
            color="red"
            role="alert"
            radius={0}
            title={t('connectionLost')}
            icon={<IconPlugConnectedX size={18} aria-hidden />}
          >
            {t('connectionLostNext')}
          </Alert>
        )}
        <main id="content" tabIndex={-1} className="app-main" style={{ flex: 1 }}>
          <Screens />
        </main>
      </div>
      <KeysOverlay isOpen={overlay === 'keys'} onClose={close} />
      <ErrorBoundary>
        <Suspense>
          {overlay === 'help' && <HelpDrawer onClose={close} />}
          {overlay === 'palette' && <Palette onClose={close} onOverlay={setOverlay} />}
          {(overlay === 'tour' || (needsTour && overlay === 'none')) && <Tour onClose={close} />}
        </Suspense>
      </ErrorBoundary>
    </div>
  )
}
