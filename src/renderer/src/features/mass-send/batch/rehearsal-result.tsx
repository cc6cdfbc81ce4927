import { Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BatchDetails } from '../../../../../shared/list-types.ts'
import { invoke } from '../../../api.ts'
import { formatDuration, formatNumber, formatSize } from '../../../i18n/format.ts'
import { type Fact, FactTable } from '../fact-table.tsx'
import { Failure } from '../failure.tsx'
import { PredictedDuration } from '../predicted-duration.tsx'

/** What a finished rehearsal showed, and what it means for the real run. */
export function RehearsalResult({ details }: { readonly details: BatchDetails }) {
  const { t } = useTranslation('mass')
  const { summary, connections } = details
  const { data: result, error } = useQuery({
    queryKey: ['batches', 'rehearsal', summary.id, summary.endedAt],
    queryFn: () => invoke('batches.rehearsal', summary.id),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!result) return <Failure error={error} title={t('error.batchLoad')} />
  const size = formatSize(result.octets)
  const facts: readonly Fact[] = [
    [t('rehearsal.messages'), formatNumber(result.messages)],
    [t('rehearsal.took'), formatDuration(Math.max(1000, result.duration))],
    [t('rehearsal.size'), result.isExact ? size : t('rehearsal.about', { size })],
    [t('rehearsal.each'), formatSize(Math.round(result.octets / Math.max(1, result.messages)))],
  ]
  return (
    <Paper withBorder p="sm" component="section" aria-label={t('rehearsal.result')}>
      <Stack gap="xs">
        <Title order={3} size="h5">
          {t('rehearsal.result')}
        </Title>
        <FactTable facts={facts} />
        <Text size="sm" fw={600}>
          {t('rehearsal.real')}
        </Text>
        <PredictedDuration
          messages={result.messages}
          limits={{ rate: result.rate, connections }}
          profile={result.profile}
        />
      </Stack>
    </Paper>
  )
}
