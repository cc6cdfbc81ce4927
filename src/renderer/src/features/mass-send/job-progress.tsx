import { Button, Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'

export interface JobProgressProps {
  readonly label: string
  readonly done: number
  readonly total: number | null
  readonly onCancel: () => void
}

export function JobProgress({ label, done, total, onCancel }: JobProgressProps) {
  const { t } = useTranslation('mass')
  const percent = total ? (done / total) * 100 : 100
  return (
    <Group gap="sm" wrap="nowrap" role="status">
      <Text size="sm">{label}</Text>
      <Progress
        flex={1}
        value={percent}
        animated={!total}
        aria-label={label}
        transitionDuration={0}
        maw={360}
      />
      <Text size="sm" c="dimmed" miw={90}>
        {total ? `${formatNumber(Math.round(percent))} %` : done > 0 ? formatNumber(done) : ''}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </Group>
  )
}
