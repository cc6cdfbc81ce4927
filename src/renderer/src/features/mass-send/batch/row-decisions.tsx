import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../../api.ts'
import { showInfo } from '../../../components/notices.ts'
import { Failure } from '../failure.tsx'

export interface RowDecisionsProps {
  readonly batchId: string
  /** Row numbers; null: all there are. */
  readonly uncertain: readonly number[] | null
  readonly failed: readonly number[] | null
  readonly isRunning: boolean
  readonly isCancelled: boolean
  readonly onDone: () => void
  /** Beside the buttons. */
  readonly children?: ReactNode
}

/** What a person can decide about some rows, or about all: buttons for what these rows allow. */
export function RowDecisions(props: RowDecisionsProps) {
  const { batchId, uncertain, failed, isRunning, isCancelled, onDone, children } = props
  const { t } = useTranslation('mass')
  const decide = useMutation({
    meta: { showsError: true },
    mutationFn: (what: 'resend' | 'sent' | 'retry') =>
      what === 'retry'
        ? invoke('batches.retryFailed', batchId, failed)
        : invoke('batches.resolve', batchId, what, uncertain),
    onSuccess: (moved, what) =>
      showInfo(t(what === 'sent' ? 'decided.sent' : 'decided.queued', { count: moved })),
    onSettled: onDone,
  })
  if (isRunning) {
    return (
      <Group gap="xs">
        <Text size="sm">{t('uncertain.later')}</Text>
        {children}
      </Group>
    )
  }
  const button = (what: 'resend' | 'sent' | 'retry', label: string) => (
    <Button
      size="compact-sm"
      variant="default"
      disabled={decide.isPending}
      onClick={() => decide.mutate(what)}
    >
      {label}
    </Button>
  )
  return (
    <>
      <Group gap="xs">
        {uncertain?.length !== 0 && button('sent', t(uncertain ? 'uncertain.sent' : 'uncertain.allSent'))}
        {uncertain?.length !== 0 &&
          !isCancelled &&
          button('resend', t(uncertain ? 'uncertain.resend' : 'uncertain.resendAll'))}
        {failed?.length !== 0 && !isCancelled && button('retry', t('failed.retry'))}
        {children}
      </Group>
      <Failure error={decide.error} title={t('error.batch')} />
    </>
  )
}
