import { Button, Group, NumberInput, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CheckReport } from '../../../../../shared/list-types.ts'
import { formatNumber } from '../../../i18n/format.ts'

export interface RowNavigatorProps {
  readonly rows: number
  /** From 1. */
  readonly row: number
  readonly onRow: (row: number) => void
  readonly landmarks: CheckReport['landmarks']
}

export function RowNavigator({ rows, row, onRow, landmarks }: RowNavigatorProps) {
  const { t } = useTranslation('mass')
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" disabled={row <= 1} onClick={() => onRow(row - 1)}>
        {t('preview.previous')}
      </Button>
      <NumberInput
        aria-label={t('preview.row')}
        size="xs"
        w={90}
        min={1}
        max={rows}
        clampBehavior="strict"
        allowDecimal={false}
        hideControls
        value={row}
        onChange={(value) => typeof value === 'number' && value >= 1 && onRow(value)}
      />
      <Text size="sm">{t('preview.of', { rows: formatNumber(rows) })}</Text>
      <Button size="compact-sm" variant="default" disabled={row >= rows} onClick={() => onRow(row + 1)}>
        {t('preview.next')}
      </Button>
      {landmarks.map((landmark) => (
        <Button
          key={`${landmark.kind}-${landmark.row}`}
          size="compact-xs"
          variant="light"
          onClick={() => onRow(landmark.row)}
        >
          {t(`landmark.${landmark.kind}`)}
        </Button>
      ))}
      {landmarks.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('preview.landmarksHint')}
        </Text>
      )}
    </Group>
  )
}
