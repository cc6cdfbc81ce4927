import { Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMass } from '../mass-context.ts'
import { fromLocalInput, toLocalInput } from './local-time.ts'

export function ScheduleOptions() {
  const { t } = useTranslation('mass')
  const { mass, changeOptions } = useMass()
  const { startAt, notAfter } = mass.options
  const isReversed = startAt !== null && notAfter !== null && notAfter <= startAt
  return (
    <Group gap="sm" align="start">
      <TextInput
        type="datetime-local"
        label={t('options.startAt')}
        description={t('options.startAtHint')}
        value={toLocalInput(startAt)}
        onChange={(event) => changeOptions({ startAt: fromLocalInput(event.currentTarget.value) })}
        w={260}
      />
      <TextInput
        type="datetime-local"
        label={t('options.notAfter')}
        description={t('options.notAfterHint')}
        error={isReversed ? t('options.reversed') : undefined}
        value={toLocalInput(notAfter)}
        onChange={(event) => changeOptions({ notAfter: fromLocalInput(event.currentTarget.value) })}
        w={260}
      />
    </Group>
  )
}
