import '@mantine/spotlight/styles.css'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { goTo, newMessage, SCREENS } from '../../navigation.ts'
import { useSavePreferences, useSaveSettings, useSettings } from '../../settings-query.ts'
import { SCREEN_NAMES } from './rail.tsx'
import type { Overlay } from './use-commands.ts'

interface PaletteProps {
  readonly onClose: () => void
  readonly onOverlay: (overlay: Overlay) => void
}

const THEMES = ['system', 'light', 'dark'] as const

/** Opens as it is mounted. */
export function Palette({ onClose, onOverlay }: PaletteProps) {
  const { t } = useTranslation(['frame', 'settings'])
  const view = useSettings()
  const saveSettings = useSaveSettings()
  const savePreferences = useSavePreferences()
  useEffect(() => spotlight.open(), [])

  const command = (id: string, label: string, run: () => void): SpotlightActionData => ({
    id,
    label,
    onClick: run,
  })
  const actions = [
    command('new', t('newMessage'), newMessage),
    ...SCREENS.map((screen) =>
      command(screen, t('goTo', { screen: t(SCREEN_NAMES[screen]) }), () => goTo(screen)),
    ),
    command('help', t('help'), () => onOverlay('help')),
    command('keys', t('keys'), () => onOverlay('keys')),
    command('tour', t('showTour'), () => onOverlay('tour')),
    ...(view?.profiles ?? []).map(({ name, destination }) => ({
      ...command(`profile ${name}`, t('useProfile', { name }), () => {
        if (view !== undefined) saveSettings.mutate({ ...view.settings, defaultProfile: name })
      }),
      description: destination,
    })),
    ...THEMES.map((theme) =>
      command(`theme ${theme}`, t('themeTo', { theme: t(`settings:theme_${theme}`) }), () => {
        if (view !== undefined) savePreferences.mutate({ ...view.settings.preferences, theme })
      }),
    ),
  ]
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      attributes={{ content: { 'aria-label': t('palette') } }}
      nothingFound={t('paletteEmpty')}
      scrollable
      maxHeight={420}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      // An action that shows another overlay closes the palette after it: that overlay must stay.
      onSpotlightClose={() => setTimeout(onClose)}
      searchProps={{
        leftSection: <IconSearch size={17} aria-hidden />,
        placeholder: t('paletteHint'),
        'aria-label': t('palette'),
      }}
    />
  )
}
