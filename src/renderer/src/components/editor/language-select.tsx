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
  const data = useMemo(() => languageChoices(i18n.language, language), [i18n.language, language])
  return (
    <Select
      w={130}
      aria-label={t('body.language')}
      title={t('body.languageHint')}
      placeholder={t('body.language')}
      data={data}
      value={language}
      searchable
      allowDeselect={false}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  )
}
