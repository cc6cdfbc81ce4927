import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListInfo } from '../../../../../shared/list-types.ts'
import { invoke } from '../../../api.ts'
import { verdictOf } from '../check/check-verdict.ts'
import { Failure } from '../failure.tsx'
import { JobProgress } from '../job-progress.tsx'
import { useMass } from '../mass-context.ts'
import { useJob } from '../use-job.ts'
import { ConfirmSend } from './confirm-send.tsx'
import { ScheduleOptions } from './schedule-options.tsx'
import { scheduleProblem } from './schedule-problem.ts'
import { SendOptions } from './send-options.tsx'
import { SendSummary } from './send-summary.tsx'

export function SendStep({ list }: { readonly list: ListInfo }) {
  const { t } = useTranslation('mass')
  const { mass, change, report, consent, openBatch } = useMass()
  const [isConfirming, setConfirming] = useState(false)
  const job = useJob()
  const verdict = verdictOf(report, mass.options.onMissingAttachment, consent)
  const isImpossible = scheduleProblem(mass.options, Date.now()) !== null
  const start = async () => {
    setConfirming(false)
    const started = await job.run((name) => invoke('mass.start', name, mass, list.id))
    if (started) openBatch(started.batchId)
  }
  return (
    <Stack gap="md">
      <SendOptions />
      <ScheduleOptions />
      <SendSummary list={list} />
      {verdict !== 'ready' && (
        <Alert color="yellow">
          <Group gap="sm">
            <Text size="sm">{t(`verdict.${verdict}`)}</Text>
            <Button size="compact-sm" variant="default" onClick={() => change({ step: 2 })}>
              {t('verdict.toCheck')}
            </Button>
          </Group>
        </Alert>
      )}
      {job.isRunning && (
        <JobProgress label={t('freezing')} done={job.done} total={job.total} onCancel={job.cancel} />
      )}
      <Failure error={job.error} title={t('error.start')} />
      <Group>
        <Button
          disabled={verdict !== 'ready' || isImpossible}
          loading={job.isRunning}
          onClick={() => setConfirming(true)}
        >
          {t(mass.options.startAt === null ? 'send.start' : 'send.schedule')}
        </Button>
      </Group>
      {isConfirming && report && (
        <ConfirmSend
          messages={report.queued}
          onCancel={() => setConfirming(false)}
          onConfirm={() => void start()}
        />
      )}
    </Stack>
  )
}
