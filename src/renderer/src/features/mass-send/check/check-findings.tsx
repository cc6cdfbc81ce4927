import { Alert, Anchor, List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CheckReport } from '../../../../../shared/list-types.ts'
import { formatNumber } from '../../../i18n/format.ts'

export interface CheckFindingsProps {
  readonly report: CheckReport
  readonly onShowRow: (row: number) => void
}

const MOST_SHOWN = 100

export function CheckFindings({ report, onShowRow }: CheckFindingsProps) {
  const { t } = useTranslation('mass')
  const { findings, warnings, missingAttachments } = report
  const link = (row: number) => (
    <Anchor component="button" type="button" size="sm" onClick={() => onShowRow(row)}>
      {t('check.row', { row: formatNumber(row) })}
    </Anchor>
  )
  return (
    <>
      {findings.length > 0 && (
        <Alert color="red" title={t('check.errors')}>
          <List size="sm" mah={200} style={{ overflow: 'auto' }} tabIndex={0} aria-label={t('check.errors')}>
            {findings.slice(0, MOST_SHOWN).map((finding) => (
              <List.Item key={`${finding.row}-${finding.text}`}>
                {link(finding.row)} — {finding.text}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {missingAttachments.length > 0 && (
        <Alert color="yellow" title={t('check.missing')}>
          <Text size="sm">{missingAttachments.slice(0, MOST_SHOWN).join(', ')}</Text>
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert color="yellow" title={t('check.warnings')}>
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning.kind}>
                {link(warning.row)} — {warning.text} ({t('rows', { count: warning.rows })})
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {findings.length + warnings.length === 0 && (
        <Text size="sm" fw={600}>
          {t('check.clean')}
        </Text>
      )}
    </>
  )
}
