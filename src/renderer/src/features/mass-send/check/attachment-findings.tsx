import { Alert, List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AttachmentReport, FileUse, MassSendOptions } from '../../../../../shared/list-types.ts'
import { formatNumber, formatSize } from '../../../i18n/format.ts'
import { RowLinks } from './row-links.tsx'

export interface AttachmentFindingsProps {
  readonly report: AttachmentReport
  readonly policy: MassSendOptions['onMissingAttachment']
  readonly onShowRow: (row: number) => void
}

/** Which files rows miss, which nobody wants, and which go to several. */
export function AttachmentFindings({ report, policy, onShowRow }: AttachmentFindingsProps) {
  const { t } = useTranslation('mass')
  const { used, octets, missing, missingFiles, missingRows, shared, sharedFiles, unused, unusedFiles } =
    report
  if (used + missingFiles + unusedFiles === 0) return null
  const listOf = (files: readonly FileUse[], all: number, label: string) => (
    <List size="sm" mah={200} style={{ overflow: 'auto' }} tabIndex={0} aria-label={label}>
      {files.map(({ file, rows, firstRows }) => (
        <List.Item key={file}>
          {file === '' ? t('files.blank') : file} —{' '}
          <RowLinks rows={firstRows} count={rows} onShowRow={onShowRow} />
        </List.Item>
      ))}
      {all > files.length && <List.Item>{t('more', { count: all - files.length })}</List.Item>}
    </List>
  )
  return (
    <>
      <Text size="sm">
        {t('files.totals', {
          used: formatNumber(used),
          size: formatSize(octets),
          missing: formatNumber(missingFiles),
          unused: formatNumber(unusedFiles),
        })}
      </Text>
      {missingFiles > 0 && (
        <Alert
          color={policy === 'block' ? 'red' : 'yellow'}
          title={t('files.missing', { count: missingRows })}
        >
          <Text size="sm">{t(`files.policy.${policy}`)}</Text>
          {listOf(missing, missingFiles, t('check.missing'))}
        </Alert>
      )}
      {sharedFiles > 0 && (
        <Alert color="yellow" title={t('files.shared', { count: sharedFiles })}>
          <Text size="sm">{t('files.sharedWhy')}</Text>
          {listOf(shared, sharedFiles, t('files.shared', { count: sharedFiles }))}
        </Alert>
      )}
      {unusedFiles > 0 && (
        <Alert color="blue" title={t('files.unused', { count: unusedFiles })}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {unused.join(', ')}
            {unusedFiles > unused.length && ` … (${t('more', { count: unusedFiles - unused.length })})`}
          </Text>
        </Alert>
      )}
    </>
  )
}
