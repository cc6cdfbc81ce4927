import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchRow } from '../../../../../shared/batch-types.ts'
import { goTo } from '../../../components/go-to.ts'
import { formatDateTime, formatNumber } from '../../../i18n/format.ts'
import { type Fact, FactTable } from '../fact-table.tsx'
import { replyText } from './reply-text.ts'
import { RowDecisions } from './row-decisions.tsx'
import { decidable } from './use-row-selection.ts'

export interface RowDetailsProps {
  readonly batchId: string
  readonly row: BatchRow
  readonly isRunning: boolean
  readonly isCancelled: boolean
  readonly onDone: () => void
}

/** Everything the journal knows of one row, what it means, and what can be done about it. */
export function RowDetails({ batchId, row, isRunning, isCancelled, onDone }: RowDetailsProps) {
  const { t } = useTranslation('mass')
  const number = formatNumber(row.number)
  const kind = decidable(row)
  const panel = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row, another place to look at
  useEffect(() => {
    // Scrolling may answer with a promise, which React would take for a clean-up.
    void panel.current?.scrollIntoView({ block: 'nearest' })
  }, [row.number])
  const facts: readonly Fact[] = [
    [t('row.answer'), replyText(row.result)],
    ...row.recipients
      .filter(() => row.recipients.length > 1)
      .map((one): Fact => [one.address, `${t(`state.${one.state}`)} — ${replyText(one)}`]),
    [t('row.time'), row.settledAt === null ? '' : formatDateTime(row.settledAt)],
    [t('row.next'), row.nextAttemptAt === null ? '' : formatDateTime(row.nextAttemptAt)],
    [t('row.attempts'), formatNumber(row.attempts)],
    [t('row.messageId'), row.messageId ?? ''],
    [t('row.line'), formatNumber(row.line)],
  ]
  return (
    <Paper ref={panel} withBorder p="sm" component="section" aria-label={t('row.details', { row: number })}>
      <Stack gap="xs">
        <Group gap="sm">
          <Title order={3} size="h5">
            {t('row.details', { row: number })}
          </Title>
          <Text size="sm">
            {row.address} — {t(`state.${row.state}`)}
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            ml="auto"
            onClick={() => goTo({ screen: 'outbox', messageId: `b:${batchId}:${row.number}` })}
          >
            {t('row.showMessage')}
          </Button>
        </Group>
        {row.state === 'uncertain' && <Text size="sm">{t('uncertain.rowWhy')}</Text>}
        {row.state === 'failed' && (
          <Text size="sm">{t(kind === 'failed' ? 'failed.tried' : 'failed.neverTried')}</Text>
        )}
        <FactTable facts={facts.filter(([, value]) => value !== '')} />
        {kind !== null && (
          <RowDecisions
            batchId={batchId}
            uncertain={kind === 'uncertain' ? [row.number] : []}
            failed={kind === 'failed' ? [row.number] : []}
            isRunning={isRunning}
            isCancelled={isCancelled}
            onDone={onDone}
          />
        )}
      </Stack>
    </Paper>
  )
}
