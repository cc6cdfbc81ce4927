import { Center, Loader } from '@mantine/core'
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SCREENS, type Screen, useRoute } from '../../navigation.ts'
import { ErrorBoundary } from '../error-boundary.tsx'

const LOADERS: Readonly<Record<Screen, () => Promise<ComponentType>>> = {
  compose: async () => (await import('../../features/compose/compose-screen.tsx')).ComposeScreen,
  'mass-send': async () => (await import('../../features/mass-send/mass-send-screen.tsx')).MassSendScreen,
  outbox: async () => (await import('../../features/outbox/outbox-screen.tsx')).OutboxScreen,
  templates: async () => (await import('../../features/templates/templates-screen.tsx')).TemplatesScreen,
  'address-book': async () =>
    (await import('../../features/address-book/address-book-screen.tsx')).AddressBookScreen,
  settings: async () => (await import('../../features/settings/settings-screen.tsx')).SettingsScreen,
}

/** Screens whose code is here already. */
const fetched = new Map<Screen, ComponentType>()

/** Milliseconds after the first screen is there; by then it has loaded what it needs. */
const FETCH_AHEAD_AFTER = 2_000

/** So that the first visit of a screen need not wait for its code. */
function fetchAhead(): void {
  for (const screen of SCREENS) void fetchScreen(screen).catch(() => undefined)
}

async function fetchScreen(screen: Screen): Promise<ComponentType> {
  const component = await LOADERS[screen]()
  fetched.set(screen, component)
  return component
}

/** React shows what is lazy 300 ms late even when it is there, so what was fetched ahead is shown as it is. */
function componentOf(screen: Screen): ComponentType {
  return fetched.get(screen) ?? lazy(async () => ({ default: await fetchScreen(screen) }))
}

/** A screen is made when it is first visited and stays: leaving it loses nothing. */
export function Screens() {
  const { t } = useTranslation('common')
  const { screen } = useRoute()
  const [visited, setVisited] = useState<ReadonlyMap<Screen, ComponentType>>(
    () => new Map([[screen, componentOf(screen)]]),
  )
  if (!visited.has(screen)) setVisited(new Map([...visited, [screen, componentOf(screen)]]))
  useEffect(() => {
    const timer = setTimeout(() => requestIdleCallback(fetchAhead), FETCH_AHEAD_AFTER)
    return () => clearTimeout(timer)
  }, [])
  return SCREENS.map((one) => {
    const Content = visited.get(one)
    if (!Content) return null
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
