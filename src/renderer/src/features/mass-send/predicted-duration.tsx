import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MassSendOptions } from '../../../../shared/list-types.ts'
import { formatDuration, formatNumber } from '../../i18n/format.ts'
import { predictDuration } from './predict-duration.ts'

export interface PredictedDurationProps {
  readonly messages: number
  readonly options: MassSendOptions
}

export function PredictedDuration({ messages, options }: PredictedDurationProps) {
  const { t } = useTranslation('mass')
  const duration = predictDuration(messages, options)
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
