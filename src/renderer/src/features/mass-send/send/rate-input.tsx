import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readRateLimits } from '../../../../../shared/rate-limits.ts'

export interface RateInputProps {
  readonly rate: string | null
  /** How a limit is written, where there is nothing better to say. */
  readonly hint?: string | undefined
  /** Only rates that can be read come here. */
  readonly onChange: (rate: string | null) => void
}

export function RateInput({ rate, hint, onChange }: RateInputProps) {
  const { t } = useTranslation('mass')
  const [typed, setTyped] = useState(rate ?? '')
  const isValid = typed.trim() === '' || isRate(typed)
  return (
    <TextInput
      label={t('options.rate')}
      description={hint ?? t('options.rateHint')}
      placeholder={t('options.noLimit')}
      error={isValid ? undefined : t('options.badRate')}
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        if (text.trim() === '') onChange(null)
        else if (isRate(text)) onChange(text.trim())
      }}
      w={260}
    />
  )
}

function isRate(text: string): boolean {
  return readRateLimits(text).kind === 'limits'
}
