import { Center, Loader } from '@mantine/core'
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SCREENS, type Screen, useRoute } from '../../navigation.ts'
import { ErrorBoundary } from '../error-boundary.tsx'

const LOADERS = {
  compose: async () => (await import('../../features/compose/compose-screen.tsx')).ComposeScreen,
  'mass-send': async () => (await import('../../features/mass-send/mass-send-screen.tsx')).MassSendScreen,
  outbox: async () => (await import('../../features/outbox/outbox-screen.tsx')).OutboxScreen,
  templates: async () => (await import('../../features/templates/templates-screen.tsx')).TemplatesScreen,
  'address-book': async () =>
    (await import('../../features/address-book/address-book-screen.tsx')).AddressBookScreen,
  settings: async () => (await import('../../features/settings/settings-screen.tsx')).SettingsScreen,
} satisfies Readonly<Record<Screen, () => Promise<ComponentType>>>

const COMPONENTS: Readonly<Record<Screen, ComponentType>> = {
  compose: screen(LOADERS.compose),
  'mass-send': screen(LOADERS['mass-send']),
  outbox: screen(LOADERS.outbox),
  templates: screen(LOADERS.templates),
  'address-book': screen(LOADERS['address-book']),
  settings: screen(LOADERS.settings),
}

function screen(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }))
}

/** Milliseconds after the first screen is there; by then it has loaded what it needs. */
const FETCH_AHEAD_AFTER = 2_000

/** So that the first visit of a screen need not wait for its code. */
function fetchAhead(): void {
  for (const load of Object.values(LOADERS)) void load().catch(() => undefined)
}

/** A screen is made when it is first visited and stays: leaving it loses nothing. */
export function Screens() {
  const { t } = useTranslation('common')
  const { screen } = useRoute()
  const [visited, setVisited] = useState<ReadonlySet<Screen>>(new Set([screen]))
  if (!visited.has(screen)) setVisited(new Set([...visited, screen]))
  useEffect(() => {
    const timer = setTimeout(() => requestIdleCallback(fetchAhead), FETCH_AHEAD_AFTER)
    return () => clearTimeout(timer)
  }, [])
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
