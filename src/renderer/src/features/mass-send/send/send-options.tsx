import { Checkbox, Group, NumberInput, Select, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMass } from '../mass-context.ts'
import { RateInput } from './rate-input.tsx'
import { RetryInput } from './retry-input.tsx'

const MOST_CONNECTIONS = 20

export function SendOptions() {
  const { t } = useTranslation('mass')
  const { mass, changeOptions } = useMass()
  const { options } = mass
  return (
    <Stack gap="sm">
      <Group gap="sm" align="start">
        <NumberInput
          label={t('options.connections')}
          description={t('options.connectionsHint')}
          min={1}
          max={MOST_CONNECTIONS}
          clampBehavior="strict"
          allowDecimal={false}
          value={options.connections}
          onChange={(value) =>
            typeof value === 'number' && value >= 1 && changeOptions({ connections: value })
          }
          w={220}
        />
        <RateInput rate={options.rate} onChange={(rate) => changeOptions({ rate })} />
        <RetryInput retry={options.retry} onChange={(retry) => changeOptions({ retry })} />
        <Select
          label={t('options.duplicates')}
          description={t('options.duplicatesHint')}
          data={[
            { value: 'first', label: t('options.duplicatesFirst') },
            { value: 'all', label: t('options.duplicatesAll') },
          ]}
          value={options.duplicates}
          allowDeselect={false}
          onChange={(value) => changeOptions({ duplicates: value === 'all' ? 'all' : 'first' })}
          w={260}
        />
      </Group>
      <Checkbox
        label={t('options.marketing')}
        description={t('options.marketingHint')}
        checked={options.marketing}
        onChange={(event) => changeOptions({ marketing: event.currentTarget.checked })}
      />
    </Stack>
  )
}
