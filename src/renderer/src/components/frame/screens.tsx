import { Center, Loader } from '@mantine/core'
import { type ComponentType, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SCREENS, type Screen, useRoute } from '../../navigation.ts'
import { ErrorBoundary } from '../error-boundary.tsx'

const COMPONENTS: Readonly<Record<Screen, ComponentType>> = {
  compose: lazy(async () => ({
    default: (await import('../../features/compose/compose-screen.tsx')).ComposeScreen,
  })),
  'mass-send': lazy(async () => ({
    default: (await import('../../features/mass-send/mass-send-screen.tsx')).MassSendScreen,
  })),
  outbox: lazy(async () => ({
    default: (await import('../../features/outbox/outbox-screen.tsx')).OutboxScreen,
  })),
  templates: lazy(async () => ({
    default: (await import('../../features/templates/templates-screen.tsx')).TemplatesScreen,
  })),
  'address-book': lazy(async () => ({
    default: (await import('../../features/address-book/address-book-screen.tsx')).AddressBookScreen,
  })),
  settings: lazy(async () => ({
    default: (await import('../../features/settings/settings-screen.tsx')).SettingsScreen,
  })),
}

/** A screen is made when it is first visited and stays: leaving it loses nothing. */
export function Screens() {
  const { t } = useTranslation('common')
  const { screen } = useRoute()
  const [visited, setVisited] = useState<ReadonlySet<Screen>>(new Set([screen]))
  if (!visited.has(screen)) setVisited(new Set([...visited, screen]))
  return SCREENS.filter((one) => visited.has(one)).map((one) => {
    const Content = COMPONENTS[one]
    return (
      <div key={one} className="app-screen" hidden={one !== screen}>
        <ErrorBoundary>
          <Suspense
            fallback={
              <Center h="100%">
                <Loader size="sm" aria-label={t('loading')} />
              </Center>
            }
          >
            <Content />
          </Suspense>
        </ErrorBoundary>
      </div>
    )
  })
}
