import { AreaChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { useTranslation } from 'react-i18next'
import type { RateSample } from '../../../../../shared/rate-samples.ts'
import { formatNumber, formatTime } from '../../../i18n/format.ts'

export function RateChart({ samples }: { readonly samples: readonly RateSample[] }) {
  const { t } = useTranslation('mass')
  const data = samples.map(({ time, rate }) => ({ time: formatTime(time), rate }))
  return (
    <AreaChart
      h={130}
      data={data}
      dataKey="time"
      series={[{ name: 'rate', label: t('batch.perSecond'), color: 'blue.6' }]}
      curveType="monotone"
      withDots={false}
      yAxisProps={{ interval: 0, tickCount: 4 }}
      valueFormatter={(value) => formatNumber(value, { maximumFractionDigits: 1 })}
      areaProps={{ isAnimationActive: false }}
      role="img"
      aria-label={t('batch.chart')}
    />
  )
}
