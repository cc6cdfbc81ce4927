import { Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMass } from '../mass-context.ts'
import { fromLocalInput, toLocalInput } from './local-time.ts'
import { scheduleProblem } from './schedule-problem.ts'

export function ScheduleOptions() {
  const { t } = useTranslation('mass')
  const { mass, changeOptions } = useMass()
  const { startAt, notAfter } = mass.options
  const problem = scheduleProblem(mass.options, Date.now())
  return (
    <Group gap="sm" align="start">
      <TextInput
        type="datetime-local"
        label={t('options.startAt')}
        description={t('options.startAtHint')}
        error={problem === 'startOver' ? t('options.startOver') : undefined}
        value={toLocalInput(startAt)}
        onChange={(event) => changeOptions({ startAt: fromLocalInput(event.currentTarget.value) })}
        w={260}
      />
      <TextInput
        type="datetime-local"
        label={t('options.notAfter')}
        description={t('options.notAfterHint')}
        error={problem === 'endOver' || problem === 'reversed' ? t(`options.${problem}`) : undefined}
        value={toLocalInput(notAfter)}
        onChange={(event) => changeOptions({ notAfter: fromLocalInput(event.currentTarget.value) })}
        w={260}
      />
    </Group>
  )
}
