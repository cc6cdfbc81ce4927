import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseRate } from '../predict-duration.ts'

export interface RateInputProps {
  readonly rate: string | null
  /** Only rates that can be read come here. */
  readonly onChange: (rate: string | null) => void
}

export function RateInput({ rate, onChange }: RateInputProps) {
  const { t } = useTranslation('mass')
  const [typed, setTyped] = useState(rate ?? '')
  const isValid = typed.trim() === '' || parseRate(typed) !== null
  return (
    <TextInput
      label={t('options.rate')}
      description={t('options.rateHint')}
      placeholder={t('options.noLimit')}
      error={isValid ? undefined : t('options.badRate')}
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        if (text.trim() === '') onChange(null)
        else if (parseRate(text)) onChange(text.trim())
      }}
      w={260}
    />
  )
}
