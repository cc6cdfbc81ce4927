import { Group, Skeleton, Stack, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchEvent } from '../../../../../shared/batch-types.ts'
import type { RateSample } from '../../../../../shared/rate-samples.ts'
import { formatDuration, formatNumber } from '../../../i18n/format.ts'
import { timeLeft } from './state-segments.ts'
import { useRateHistory } from './use-rate-history.ts'

const RateChart = lazy(async () => ({ default: (await import('./rate-chart.tsx')).RateChart }))

export interface BatchSpeedProps {
  readonly live: BatchEvent
  readonly history: readonly RateSample[]
}

/** How fast, for how long yet, and how it went. */
export function BatchSpeed({ live, history }: BatchSpeedProps) {
  const { t } = useTranslation('mass')
  const samples = useRateHistory(live, history)
  const left = live.state === 'running' ? timeLeft(live.totals, live.rate) : null
  if (live.state !== 'running' && samples.length < 2) return null
  return (
    <Stack gap="xs">
      {live.state === 'running' && (
        <Group gap="lg">
          <Text size="sm">
            {t('batch.rate', { rate: formatNumber(live.rate, { maximumFractionDigits: 1 }) })}
          </Text>
          <Text size="sm">{t('batch.open', { connections: formatNumber(live.connections) })}</Text>
          {left !== null && <Text size="sm">{t('batch.left', { duration: formatDuration(left) })}</Text>}
        </Group>
      )}
      {samples.length >= 2 && (
        <Suspense fallback={<Skeleton h={130} />}>
          <RateChart samples={samples} />
        </Suspense>
      )}
    </Stack>
  )
}
