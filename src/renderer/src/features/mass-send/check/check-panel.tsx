import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListInfo } from '../../../../../shared/list-types.ts'
import { invoke } from '../../../api.ts'
import { Failure } from '../failure.tsx'
import { JobProgress } from '../job-progress.tsx'
import { useMass } from '../mass-context.ts'
import { useJob } from '../use-job.ts'
import { CheckFindings } from './check-findings.tsx'
import { CheckTotals } from './check-totals.tsx'
import { hasWarnings } from './check-verdict.ts'

export interface CheckPanelProps {
  readonly list: ListInfo
  readonly onShowRow: (row: number) => void
}

/** Every row rendered to its last byte: what blocks, and what should be looked at. */
export function CheckPanel({ list, onShowRow }: CheckPanelProps) {
  const { t } = useTranslation('mass')
  const { mass, report, setReport, consent, setConsent } = useMass()
  const job = useJob()
  const check = async () => {
    const found = await job.run((name) => invoke('mass.check', name, mass, list.id))
    if (found) setReport(found)
  }
  return (
    <Stack gap="xs" component="section" aria-label={t('check.title')}>
      <Group gap="sm">
        <Title order={2} size="h5">
          {t('check.title')}
        </Title>
        <Button size="compact-sm" onClick={() => void check()} loading={job.isRunning}>
          {t(report ? 'check.again' : 'check.run')}
        </Button>
      </Group>
      {job.isRunning && (
        <JobProgress label={t('check.running')} done={job.done} total={job.total} onCancel={job.cancel} />
      )}
      <Failure error={job.error} title={t('error.check')} />
      {!report && !job.isRunning && (
        <Text size="sm" c="dimmed">
          {t('check.hint')}
        </Text>
      )}
      {report && (
        <>
          <CheckTotals report={report} />
          <CheckFindings report={report} onShowRow={onShowRow} />
          {report.failed > 0 && report.queued > 0 && (
            <Checkbox
              label={t('check.leaveOut', { count: report.failed })}
              checked={consent.leavesOut}
              onChange={(event) => setConsent({ ...consent, leavesOut: event.currentTarget.checked })}
            />
          )}
          {hasWarnings(report) && (
            <Checkbox
              label={t('check.seen')}
              checked={consent.warningsSeen}
              onChange={(event) => setConsent({ ...consent, warningsSeen: event.currentTarget.checked })}
            />
          )}
        </>
      )}
    </Stack>
  )
}
