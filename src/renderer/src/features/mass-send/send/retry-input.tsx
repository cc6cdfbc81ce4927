import { Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

export interface RetryInputProps {
  /** `default`, `none` or a list such as `5s,1m`. */
  readonly retry: string
  readonly onChange: (retry: string) => void
}

const TIMES = /^\s*\d{1,6}[smhd]\s*(,\s*\d{1,6}[smhd]\s*)*$/

export function RetryInput({ retry, onChange }: RetryInputProps) {
  const { t } = useTranslation('mass')
  const isNamed = retry === 'default' || retry === 'none'
  const [typed, setTyped] = useState(isNamed ? '5m,15m,1h' : retry)
  return (
    <Group gap="xs" align="start">
      <Select
        label={t('options.retry')}
        description={t('options.retryHint')}
        data={[
          { value: 'default', label: t('options.retryDefault') },
          { value: 'none', label: t('options.retryNone') },
          { value: 'own', label: t('options.retryOwn') },
        ]}
        value={isNamed ? retry : 'own'}
        allowDeselect={false}
        onChange={(value) => onChange(value === 'own' ? typed : (value ?? 'default'))}
        w={260}
      />
      {!isNamed && (
        <TextInput
          label={t('options.retryTimes')}
          description={t('options.retryTimesHint')}
          error={TIMES.test(typed) ? undefined : t('options.badRetry')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            if (TIMES.test(event.currentTarget.value)) onChange(event.currentTarget.value.replaceAll(' ', ''))
          }}
          w={200}
        />
      )}
    </Group>
  )
}
