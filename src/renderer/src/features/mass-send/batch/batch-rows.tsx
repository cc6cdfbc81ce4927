import { Group, Select, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchRow, RowState } from '../../../../../shared/batch-types.ts'
import { invoke } from '../../../api.ts'
import { DataGrid } from '../../../components/data-grid/data-grid.tsx'
import { usePagedRows } from '../../../components/data-grid/use-paged-rows.ts'
import { Failure } from '../failure.tsx'
import { batchColumns } from './batch-columns.tsx'

const STATES: readonly RowState[] = [
  'accepted',
  'failed',
  'uncertain',
  'deferred',
  'skipped',
  'attempting',
  'queued',
]
/** Milliseconds between two looks at rows that change. */
const REFRESH = 1000

export interface BatchRowsProps {
  readonly batchId: string
  readonly columns: readonly string[]
  /** Of the latest event: rows that are in view are asked for again. */
  readonly sequence: number
}

export function BatchRows({ batchId, columns, sequence }: BatchRowsProps) {
  const { t } = useTranslation('mass')
  const [state, setState] = useState<RowState | null>(null)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const key = JSON.stringify([batchId, state, search])
  const rows = usePagedRows<BatchRow>(key, (offset, limit) =>
    invoke('batches.rows', batchId, { states: state ? [state] : null, search, offset, limit }),
  )
  const { refresh } = rows
  const latest = useRef(sequence)
  latest.current = sequence
  useEffect(() => {
    let shown = -1
    const timer = setInterval(() => {
      if (latest.current === shown) return
      shown = latest.current
      refresh()
    }, REFRESH)
    return () => clearInterval(timer)
  }, [refresh])
  const gridColumns = useMemo(() => batchColumns(columns, t), [columns, t])
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Select
          aria-label={t('filter')}
          placeholder={t('state.all')}
          data={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={state}
          clearable
          clearButtonProps={{ 'aria-label': t('state.all') }}
          onChange={(value) => setState(STATES.find((known) => known === value) ?? null)}
          w={200}
        />
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w={240}
        />
      </Group>
      <Failure error={rows.error} title={t('error.page')} />
      <DataGrid
        key={key}
        label={t('batch.table')}
        columns={gridColumns}
        rows={rows}
        sort={null}
        onSort={null}
        onOpen={null}
        height={360}
        emptyText={t('list.noRows')}
      />
    </Stack>
  )
}
