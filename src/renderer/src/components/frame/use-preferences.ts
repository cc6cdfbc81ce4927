import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { chooseLanguage } from '../../i18n/index.ts'
import { appInfoQuery, useSettings } from '../../settings-query.ts'
import { showWarning } from '../notices.ts'

/** Makes the window look and speak as the preferences say. */
export function usePreferences(): { readonly needsTour: boolean } {
  const preferences = useSettings()?.settings.preferences
  const { setColorScheme } = useMantineColorScheme()
  const theme = preferences?.theme
  const language = preferences?.language
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme)
  }, [theme, setColorScheme])
  useEffect(() => {
    if (language !== undefined) void chooseLanguage(language)
  }, [language])
  const notices = useQuery(appInfoQuery).data?.notices
  useEffect(() => {
    for (const notice of notices ?? []) showWarning(notice)
  }, [notices])
  return { needsTour: preferences?.tourDone === false }
}
