import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchEvent } from '../../../../../shared/batch-types.ts'
import { invoke } from '../../../api.ts'
import { showInfo } from '../../../components/notices.ts'
import { Failure } from '../failure.tsx'
import { ProfileLink } from './profile-link.tsx'

export interface BatchControlsProps {
  readonly live: BatchEvent
  readonly profile: string | null
  readonly onDone: () => void
}

export function BatchControls({ live, profile, onDone }: BatchControlsProps) {
  const { t } = useTranslation('mass')
  const { batchId, state, totals } = live
  const [isCancelling, setCancelling] = useState(false)
  const act = useMutation({
    meta: { showsError: true },
    mutationFn: async (what: 'start' | 'pause' | 'cancel' | 'retry') => {
      if (what === 'start') await invoke('batches.start', batchId)
      else if (what === 'pause') await invoke('batches.pause', batchId)
      else if (what === 'cancel') await invoke('batches.cancel', batchId)
      else showInfo(t('decided.queued', { count: await invoke('batches.retryFailed', batchId, null) }))
    },
    onSettled: onDone,
  })
  const isOver = state === 'finished' || state === 'cancelled'
  return (
    <>
      <Group gap="xs">
        {(state === 'ready' || state === 'paused') && (
          <Button size="compact-md" onClick={() => act.mutate('start')} loading={act.isPending}>
            {t(state === 'ready' ? 'batch.start' : 'batch.resume')}
          </Button>
        )}
        {state === 'running' && (
          <Button size="compact-md" onClick={() => act.mutate('pause')} loading={act.isPending}>
            {t('batch.pause')}
          </Button>
        )}
        {!isOver && !isCancelling && (
          <Button size="compact-md" variant="default" onClick={() => setCancelling(true)}>
            {t('batch.cancel')}
          </Button>
        )}
        {!isOver && isCancelling && (
          <>
            <Button
              size="compact-md"
              color="red.8"
              onClick={() => {
                setCancelling(false)
                act.mutate('cancel')
              }}
            >
              {t('batch.reallyCancel')}
            </Button>
            <Button size="compact-md" variant="default" onClick={() => setCancelling(false)}>
              {t('batch.keep')}
            </Button>
          </>
        )}
        {totals.failed > 0 && state !== 'running' && state !== 'cancelled' && (
          <Button size="compact-md" variant="default" onClick={() => act.mutate('retry')}>
            {t('batch.retryFailed', { count: totals.failed })}
          </Button>
        )}
      </Group>
      <Failure error={act.error} title={t('error.batch')} />
      {act.error !== null && act.variables === 'start' && profile !== null && (
        <Group>
          <ProfileLink profile={profile} />
        </Group>
      )}
    </>
  )
}
