import { ColorSwatch, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BatchTotals } from '../../../../../shared/batch-types.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { cssColor } from './state-colors.ts'
import { SEGMENT_STATES, stateSegments } from './state-segments.ts'

/** All rows by state, as a bar and in numbers. */
export function StateBar({ totals }: { readonly totals: BatchTotals }) {
  const { t } = useTranslation('mass')
  return (
    <Stack gap={6}>
      <Progress.Root size={18} aria-hidden>
        {stateSegments(totals).map(({ state, percent }) => (
          <Progress.Section key={state} value={percent} color={cssColor(state)} withAria={false} />
        ))}
      </Progress.Root>
      <Group gap="md" role="group" aria-label={t('batch.totals')}>
        {SEGMENT_STATES.map((state) => (
          <Group key={state} gap={6}>
            <ColorSwatch size={10} withShadow={false} aria-hidden color={cssColor(state)} />
            <Text size="sm">
              {t(`state.${state}`)} {formatNumber(totals[state])}
            </Text>
          </Group>
        ))}
        <Text size="sm" fw={600}>
          {t('state.all')} {formatNumber(totals.rows)}
        </Text>
      </Group>
    </Stack>
  )
}
