import { Alert, List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CheckReport, RowFinding } from '../../../../../shared/list-types.ts'
import { useMass } from '../mass-context.ts'
import { AttachmentFindings } from './attachment-findings.tsx'
import { hasWarnings } from './check-verdict.ts'
import { RowLinks } from './row-links.tsx'

export interface CheckFindingsProps {
  readonly report: CheckReport
  readonly onShowRow: (row: number) => void
}

const MOST_SHOWN = 100

export function CheckFindings({ report, onShowRow }: CheckFindingsProps) {
  const { t } = useTranslation('mass')
  const { mass } = useMass()
  const { findings, warnings, attachments, failed, skipped } = report
  const listOf = (state: RowFinding['state'], all: number, label: string) => {
    const shown = findings.filter((finding) => finding.state === state).slice(0, MOST_SHOWN)
    return (
      <List size="sm" mah={200} style={{ overflow: 'auto' }} tabIndex={0} aria-label={label}>
        {shown.map((finding) => (
          <List.Item key={`${finding.row}-${finding.text}`}>
            <RowLinks rows={[finding.row]} count={1} onShowRow={onShowRow} /> — {finding.text}
          </List.Item>
        ))}
        {all > shown.length && <List.Item>{t('more', { count: all - shown.length })}</List.Item>}
      </List>
    )
  }
  return (
    <>
      {failed > 0 && (
        <Alert color="red" title={t('check.errors', { count: failed })}>
          {listOf('failed', failed, t('check.errors', { count: failed }))}
        </Alert>
      )}
      <AttachmentFindings
        report={attachments}
        policy={mass.options.onMissingAttachment}
        onShowRow={onShowRow}
      />
      {warnings.length > 0 && (
        <Alert color="yellow" title={t('check.warnings')}>
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning.kind}>
                <RowLinks rows={[warning.row]} count={1} onShowRow={onShowRow} /> — {warning.text} (
                {t('rows', { count: warning.rows })})
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {skipped > 0 && (
        <Alert color="blue" title={t('check.skipped', { count: skipped })}>
          {listOf('skipped', skipped, t('check.skipped', { count: skipped }))}
        </Alert>
      )}
      {failed === 0 && attachments.missingFiles === 0 && !hasWarnings(report) && (
        <Text size="sm" fw={600}>
          {t('check.clean')}
        </Text>
      )}
    </>
  )
}
