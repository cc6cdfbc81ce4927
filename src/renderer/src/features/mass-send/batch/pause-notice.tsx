import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BatchEvent } from '../../../../../shared/batch-types.ts'
import type { BatchDetails } from '../../../../../shared/list-types.ts'
import { invoke } from '../../../api.ts'
import { Failure } from '../failure.tsx'
import { ProfileLink } from './profile-link.tsx'
import { hasDetail, isOfProfile, standstillText } from './standstill.ts'

export interface PauseNoticeProps {
  readonly details: BatchDetails
  readonly live: BatchEvent
  readonly onDone: () => void
}

/** Why nothing is being sent, what became of the rows, and the next step. */
export function PauseNotice({ details, live, onDone }: PauseNoticeProps) {
  const { t } = useTranslation('mass')
  const { state, cause, reason, totals } = live
  const late = useMutation({
    meta: { showsError: true },
    mutationFn: async () => {
      await invoke('batches.setNotAfter', live.batchId, null)
      await invoke('batches.start', live.batchId)
    },
    onSettled: onDone,
  })
  const isStill = state === 'paused' || state === 'ready'
  if (!isStill && cause === null) return null
  const isWrong = isOfProfile(cause) || cause === 'disk' || cause === 'other'
  const { profile } = details.summary
  const withProfile = (isOfProfile(cause) || cause === 'backing-off') && profile !== null
  const isLate = cause === 'too-late' && state === 'paused'
  const hasMore = hasDetail(cause) || withProfile || isLate
  return (
    <Alert
      color={isWrong ? 'red' : 'yellow'}
      role={isWrong ? 'alert' : 'status'}
      title={standstillText({ cause, reason, dueAt: live.dueAt ?? details.summary.dueAt }, t)}
    >
      {hasMore && (
        <Stack gap="xs" align="start">
          {hasDetail(cause) && reason !== null && <Text size="sm">{reason}</Text>}
          {isStill && isOfProfile(cause) && (
            <Text size="sm">
              {t('pause.kept', { count: totals.pending + totals.deferred })} {t(`pause.next.${cause}`)}
            </Text>
          )}
          {withProfile && <ProfileLink profile={profile} />}
          {isLate && (
            <Button
              size="compact-sm"
              variant="default"
              loading={late.isPending}
              onClick={() => late.mutate()}
            >
              {t('pause.sendLate')}
            </Button>
          )}
          <Failure error={late.error} title={t('error.batch')} />
        </Stack>
      )}
    </Alert>
  )
}
