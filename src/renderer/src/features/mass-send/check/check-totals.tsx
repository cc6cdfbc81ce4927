import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CheckReport } from '../../../../../shared/list-types.ts'
import { formatNumber, formatSize } from '../../../i18n/format.ts'

export function CheckTotals({ report }: { readonly report: CheckReport }) {
  const { t } = useTranslation('mass')
  return (
    <Text size="sm" role="status">
      {t('check.totals', {
        rows: formatNumber(report.rows),
        queued: formatNumber(report.queued),
        failed: formatNumber(report.failed),
        skipped: formatNumber(report.skipped),
        duplicates: formatNumber(report.duplicates),
        suppressed: formatNumber(report.suppressed),
        size: formatSize(report.octets),
      })}
    </Text>
  )
}
