import { NativeSelect, NumberInput, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Preferences } from '../../../../shared/settings-types.ts'
import { useSavePreferences } from '../../settings-query.ts'

const THEMES = ['system', 'light', 'dark'] as const
const LANGUAGES = ['system', 'en', 'ja'] as const

/** Holds at once: there is nothing to save. */
export function AppearanceTab({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTranslation('settings')
  const save = useSavePreferences()
  return (
    <Stack gap="sm" maw={320}>
      <NativeSelect
        label={t('theme')}
        value={preferences.theme}
        data={THEMES.map((value) => ({ value, label: t(`theme_${value}`) }))}
        onChange={(event) => {
          const theme = THEMES.find((one) => one === event.currentTarget.value)
          if (theme !== undefined) save.mutate({ ...preferences, theme })
        }}
      />
      <NativeSelect
        label={t('language')}
        value={preferences.language}
        data={LANGUAGES.map((value) => ({ value, label: t(`language_${value}`) }))}
        onChange={(event) => {
          const language = LANGUAGES.find((one) => one === event.currentTarget.value)
          if (language !== undefined) save.mutate({ ...preferences, language })
        }}
      />
      <NumberInput
        label={t('undoSeconds')}
        description={t('undoSecondsHint')}
        min={0}
        max={60}
        allowDecimal={false}
        clampBehavior="strict"
        value={preferences.undoSeconds}
        onChange={(value) => {
          if (typeof value === 'number' && value !== preferences.undoSeconds)
            save.mutate({ ...preferences, undoSeconds: value })
        }}
      />
    </Stack>
  )
}
