import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../api.ts'
import { formatDateTime, formatDuration, formatNumber } from '../../i18n/format.ts'
import { type Limits, predictDuration } from './predict-duration.ts'

export interface PredictedDurationProps {
  readonly messages: number
  readonly limits: Limits
  readonly profile: string | null
}

/** How long the real run takes, and how that is known. */
export function PredictedDuration({ messages, limits, profile }: PredictedDurationProps) {
  const { t } = useTranslation('mass')
  const { data: measured } = useQuery({
    queryKey: ['batches', 'speed', profile],
    queryFn: () => invoke('batches.speed', profile),
    staleTime: 0,
  })
  if (measured === undefined) return null
  const prediction = predictDuration(messages, limits, measured)
  if (prediction === null) return null
  if (prediction.by === 'nothing') {
    return <Text size="sm">{t('predicted.unknown', { messages: formatNumber(messages) })}</Text>
  }
  const facts = {
    messages: formatNumber(messages),
    duration: formatDuration(Math.max(1000, prediction.duration)),
  }
  return (
    <Text size="sm">
      {prediction.by === 'limit'
        ? t('predicted.limit', { ...facts, rate: limits.rate })
        : t('predicted.measured', {
            ...facts,
            batch: measured?.batch,
            date: formatDateTime(measured?.at ?? 0),
            speed: formatNumber(measured?.perSecond ?? 0, { maximumFractionDigits: 1 }),
            count: measured?.connections ?? 1,
          })}{' '}
      {prediction.days > 1 && t('predicted.days', { days: formatNumber(prediction.days) })}
    </Text>
  )
}
