import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { languageChoices } from './message-language.ts'

interface LanguageSelectProps {
  readonly language: string | null
  readonly onChange: (language: string) => void
}

/** In which language the message is written. */
export function LanguageSelect({ language, onChange }: LanguageSelectProps) {
  const { t, i18n } = useTranslation('compose')
  // A message gets the language of the app as soon as something is written.
  const shown = language ?? i18n.language
  const data = useMemo(() => languageChoices(i18n.language, shown), [i18n.language, shown])
  return (
    <Select
      w={130}
      aria-label={t('body.language')}
      title={t('body.languageHint')}
      data={data}
      value={shown}
      searchable
      allowDeselect={false}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  )
}
