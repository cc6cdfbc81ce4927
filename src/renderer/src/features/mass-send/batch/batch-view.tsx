import { Badge, Button, Center, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowState } from '../../../../../shared/batch-types.ts'
import { formatDateTime } from '../../../i18n/format.ts'
import { Failure } from '../failure.tsx'
import { BatchControls } from './batch-controls.tsx'
import { BatchExport } from './batch-export.tsx'
import { BatchRows } from './batch-rows.tsx'
import { BatchSpeed } from './batch-speed.tsx'
import { LiveSettings } from './live-settings.tsx'
import { PauseNotice } from './pause-notice.tsx'
import { RehearsalResult } from './rehearsal-result.tsx'
import { StateBar } from './state-bar.tsx'
import { UncertainNotice } from './uncertain-notice.tsx'
import { useBatch } from './use-batch.ts'

export interface BatchViewProps {
  readonly batchId: string
  readonly onBack: () => void
}

/** One batch, live. */
export function BatchView({ batchId, onBack }: BatchViewProps) {
  const { t } = useTranslation('mass')
  const { details, live, error, reload } = useBatch(batchId)
  const [filter, setFilter] = useState<RowState | null>(null)
  const back = (
    <Button size="compact-sm" variant="default" onClick={onBack}>
      {t('batch.back')}
    </Button>
  )
  if (!details || !live) {
    return (
      <Stack gap="sm" align="start">
        {back}
        <Failure error={error} title={t('error.batchLoad')} />
        {error === null && (
          <Center p="xl">
            <Loader aria-label={t('loading')} />
          </Center>
        )}
      </Stack>
    )
  }
  const { summary } = details
  const { state, totals } = live
  const isOver = state === 'finished' || state === 'cancelled'
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {back}
        <Title order={2} size="h4">
          {summary.name}
        </Title>
        <Badge
          variant="light"
          color="gray"
          tt="none"
          c="var(--mantine-color-text)"
          role="status"
          aria-label={t('batch.state')}
        >
          {t(`batchState.${state}`)}
        </Badge>
        {summary.isRehearsal && (
          <Badge variant="outline" color="gray" tt="none" c="var(--mantine-color-text)">
            {t('batch.rehearsal')}
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          {summary.destination} · {formatDateTime(summary.startedAt ?? summary.createdAt)}
        </Text>
      </Group>
      <Failure error={error} title={t('error.batchLoad')} />
      {!isOver && <PauseNotice details={details} live={live} onDone={reload} />}
      <StateBar totals={totals} />
      <BatchControls live={live} profile={summary.profile} onDone={reload} />
      {summary.isRehearsal && state === 'finished' && <RehearsalResult details={details} />}
      <UncertainNotice live={live} onShow={() => setFilter('uncertain')} onDone={reload} />
      <BatchSpeed live={live} history={details.history} />
      {!isOver && (
        <LiveSettings
          key={`${details.rate}-${details.connections}`}
          batchId={batchId}
          rate={details.rate}
          connections={details.connections}
          onSaved={reload}
        />
      )}
      <BatchRows
        batchId={batchId}
        batchState={state}
        columns={details.columns}
        sequence={live.sequence}
        filter={filter}
        onFilter={setFilter}
        onDone={reload}
      />
      <BatchExport batchId={batchId} failed={totals.failed} />
    </Stack>
  )
}
