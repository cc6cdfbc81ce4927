import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../../api.ts'
import { Failure } from '../failure.tsx'

export interface UncertainNoticeProps {
  readonly batchId: string
  readonly count: number
  readonly isRunning: boolean
  readonly onDone: () => void
}

/** Why some rows are neither sent nor not sent, and what the user can decide. */
export function UncertainNotice({ batchId, count, isRunning, onDone }: UncertainNoticeProps) {
  const { t } = useTranslation('mass')
  const resolve = useMutation({
    meta: { showsError: true },
    mutationFn: (decision: 'resend' | 'sent') => invoke('batches.resolve', batchId, decision, null),
    onSuccess: onDone,
  })
  if (count === 0) return null
  return (
    <Alert color="grape" title={t('uncertain.title', { count })}>
      <Stack gap="xs">
        <Text size="sm">{t('uncertain.why')}</Text>
        {isRunning ? (
          <Text size="sm">{t('uncertain.later')}</Text>
        ) : (
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={() => resolve.mutate('sent')}>
              {t('uncertain.sent')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => resolve.mutate('resend')}>
              {t('uncertain.resend')}
            </Button>
          </Group>
        )}
        <Failure error={resolve.error} title={t('error.batch')} />
      </Stack>
    </Alert>
  )
}
