import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatDuration, formatNumber } from '../../i18n/format.ts'
import { type Limits, predictDuration } from './predict-duration.ts'

export interface PredictedDurationProps {
  readonly messages: number
  readonly limits: Limits
}

export function PredictedDuration({ messages, limits }: PredictedDurationProps) {
  const { t } = useTranslation('mass')
  const duration = predictDuration(messages, limits)
  if (duration === null) return null
  return (
    <Text size="sm">
      {t('predicted', {
        messages: formatNumber(messages),
        duration: formatDuration(Math.max(1000, duration)),
      })}
    </Text>
  )
}
