import { Anchor, Button, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { BatchSummaryInfo } from '../../../../../shared/list-types.ts'
import { invoke } from '../../../api.ts'
import { formatDateTime, formatNumber } from '../../../i18n/format.ts'
import { Failure } from '../failure.tsx'
import { standstillText } from './standstill.ts'

export interface BatchHistoryProps {
  readonly onOpen: (batchId: string) => void
  readonly onPrepare: () => void
}

/** Batches of before; a paused one says why it waits. */
export function BatchHistory({ onOpen, onPrepare }: BatchHistoryProps) {
  const { t } = useTranslation('mass')
  const { data, error } = useQuery({
    queryKey: ['batches', 'list'],
    queryFn: () => invoke('batches.list'),
    staleTime: 0,
    refetchInterval: 5000,
  })
  if (data?.length === 0) {
    return (
      <Stack align="start" gap="sm">
        <Text size="sm">{t('history.empty')}</Text>
        <Button variant="default" onClick={onPrepare}>
          {t('history.prepare')}
        </Button>
      </Stack>
    )
  }
  return (
    <>
      <Failure error={error} title={t('error.history')} />
      {data && (
        <Table
          striped
          highlightOnHover
          styles={{ th: { whiteSpace: 'nowrap' } }}
          aria-label={t('tab.batches')}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('history.name')}</Table.Th>
              <Table.Th>{t('row.state')}</Table.Th>
              <Table.Th>{t('history.rows')}</Table.Th>
              <Table.Th>{t('history.created')}</Table.Th>
              <Table.Th>{t('summary.through')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((batch) => (
              <Table.Tr key={batch.id}>
                <Table.Td>
                  <Anchor component="button" type="button" size="sm" onClick={() => onOpen(batch.id)}>
                    {batch.name}
                  </Anchor>
                </Table.Td>
                <Table.Td>
                  {t(`batchState.${batch.state}`)}
                  {(batch.state === 'paused' || batch.cause === 'scheduled') &&
                    ` — ${standstillText(batch, t)}`}
                </Table.Td>
                <Table.Td>{rowsText(batch, t)}</Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatDateTime(batch.createdAt)}</Table.Td>
                <Table.Td>{batch.isRehearsal ? t('batch.rehearsal') : batch.destination}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  )
}

/** How many got through, and what needs a look. */
function rowsText({ totals }: BatchSummaryInfo, t: TFunction<'mass'>): string {
  const parts = [
    t('history.accepted', { accepted: formatNumber(totals.accepted), rows: formatNumber(totals.rows) }),
  ]
  for (const state of ['failed', 'uncertain'] as const)
    if (totals[state] > 0) parts.push(`${t(`state.${state}`)} ${formatNumber(totals[state])}`)
  return parts.join(' · ')
}
