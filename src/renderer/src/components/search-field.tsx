import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface SearchFieldProps {
  /** What is searched, for those who do not see it. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const { t } = useTranslation('common')
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={t('search')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
