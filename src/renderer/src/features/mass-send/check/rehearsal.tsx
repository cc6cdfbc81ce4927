import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListInfo } from '../../../../../shared/list-types.ts'
import { invoke } from '../../../api.ts'
import { Failure } from '../failure.tsx'
import { JobProgress } from '../job-progress.tsx'
import { useMass } from '../mass-context.ts'
import { PredictedDuration } from '../predicted-duration.tsx'
import { useJob } from '../use-job.ts'
import { useLimits } from '../use-limits.ts'

/** The whole batch into the sandbox: nothing leaves this computer. */
export function Rehearsal({ list }: { readonly list: ListInfo }) {
  const { t } = useTranslation('mass')
  const { mass, report, openBatch } = useMass()
  const limits = useLimits()
  const job = useJob()
  const rehearse = async () => {
    const started = await job.run((name) => invoke('mass.rehearse', name, mass, list.id))
    if (started) openBatch(started.batchId)
  }
  return (
    <Stack gap="xs" component="section" aria-label={t('rehearsal.title')}>
      <Group gap="sm">
        <Title order={2} size="h5">
          {t('rehearsal.title')}
        </Title>
        <Button size="compact-sm" variant="default" loading={job.isRunning} onClick={() => void rehearse()}>
          {t('rehearsal.start')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('rehearsal.hint')}
      </Text>
      <PredictedDuration
        messages={report?.queued ?? list.valid}
        limits={limits}
        profile={mass.content.profile}
      />
      {job.isRunning && (
        <JobProgress label={t('freezing')} done={job.done} total={job.total} onCancel={job.cancel} />
      )}
      <Failure error={job.error} title={t('error.rehearse')} />
    </Stack>
  )
}
