import '@mantine/spotlight/styles.css'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { goTo, newMessage, SCREENS } from '../../navigation.ts'
import { useSavePreferences, useSaveSettings, useSettings } from '../../settings-query.ts'
import { COMPOSE_ACTIONS, type ComposeAction, runInCompose } from '../compose-actions.ts'
import { profilePlace } from '../profile-place.ts'
import { SCREEN_NAMES } from './rail.tsx'
import type { Overlay } from './use-commands.ts'

interface PaletteProps {
  readonly onClose: () => void
  readonly onOverlay: (overlay: Overlay) => void
}

const THEMES = ['system', 'light', 'dark'] as const
const LANGUAGES = ['system', 'en', 'ja'] as const

const ACTION_NAMES = {
  send: 'keySend',
  preview: 'keyPreview',
  drafts: 'openDrafts',
  sample: 'compose:more.sample',
  insertTemplate: 'compose:more.insertTemplate',
  saveTemplate: 'compose:more.saveTemplate',
  importEml: 'compose:more.importEml',
  viewEml: 'compose:more.viewEml',
  exportEml: 'compose:more.exportEml',
  commandLine: 'compose:more.commandLine',
  print: 'compose:more.print',
} as const satisfies Readonly<Record<ComposeAction, string>>

/** Opens as it is mounted. */
export function Palette({ onClose, onOverlay }: PaletteProps) {
  const { t } = useTranslation(['frame', 'settings', 'compose'])
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
    ...COMPOSE_ACTIONS.map((action) => command(action, t(ACTION_NAMES[action]), () => runInCompose(action))),
    command('help', t('help'), () => onOverlay('help')),
    command('keys', t('keys'), () => onOverlay('keys')),
    command('tour', t('showTour'), () => onOverlay('tour')),
    ...(view?.profiles ?? []).map(({ name }) => ({
      ...command(`profile ${name}`, t('useProfile', { name }), () => {
        if (view !== undefined) saveSettings.mutate({ ...view.settings, defaultProfile: name })
      }),
      description: view === undefined ? '' : profilePlace(view, name),
    })),
    ...THEMES.map((theme) =>
      command(`theme ${theme}`, t('themeTo', { theme: t(`settings:theme_${theme}`) }), () => {
        if (view !== undefined) savePreferences.mutate({ ...view.settings.preferences, theme })
      }),
    ),
  ]
  const languages = LANGUAGES.map((language) =>
    command(`language ${language}`, t('languageTo', { language: t(`settings:language_${language}`) }), () => {
      if (view !== undefined) savePreferences.mutate({ ...view.settings.preferences, language })
    }),
  )
  return (
    <Spotlight
      actions={[...actions, ...languages]}
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
