import { Alert, Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BatchEvent } from '../../../../../shared/batch-types.ts'
import { RowDecisions } from './row-decisions.tsx'

export interface UncertainNoticeProps {
  readonly live: BatchEvent
  readonly onShow: () => void
  readonly onDone: () => void
}

/** Why some rows are neither sent nor not sent, and what the user can decide about all of them. */
export function UncertainNotice({ live, onShow, onDone }: UncertainNoticeProps) {
  const { t } = useTranslation('mass')
  const { batchId, state, totals } = live
  if (totals.uncertain === 0) return null
  return (
    <Alert color="grape" title={t('uncertain.title', { count: totals.uncertain })}>
      <Stack gap="xs" align="start">
        <Text size="sm">{t('uncertain.why')}</Text>
        <RowDecisions
          batchId={batchId}
          uncertain={null}
          failed={[]}
          isRunning={state === 'running'}
          isCancelled={state === 'cancelled'}
          onDone={onDone}
        >
          <Button size="compact-sm" variant="default" onClick={onShow}>
            {t('uncertain.show')}
          </Button>
        </RowDecisions>
      </Stack>
    </Alert>
  )
}
