import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type BatchRow,
  type BatchState,
  ROW_STATES,
  type RowState,
} from '../../../../../shared/batch-types.ts'
import { invoke } from '../../../api.ts'
import { DataGrid } from '../../../components/data-grid/data-grid.tsx'
import { usePagedRows } from '../../../components/data-grid/use-paged-rows.ts'
import { Failure } from '../failure.tsx'
import { batchColumns } from './batch-columns.tsx'
import { RowDecisions } from './row-decisions.tsx'
import { RowDetails } from './row-details.tsx'
import { decidable, useRowSelection } from './use-row-selection.ts'

/** Pixels: as high as the rows need, so that what is below them stays near, within limits. */
function gridHeight(total: number | null): number {
  return Math.min(360, Math.max(130, 56 + 28 * (total ?? 0)))
}

/** Milliseconds between two looks at rows that change. */
const REFRESH = 1000

export interface BatchRowsProps {
  readonly batchId: string
  readonly batchState: BatchState
  readonly columns: readonly string[]
  /** Of the latest event: rows that are in view are asked for again. */
  readonly sequence: number
  /** Null: rows in every state. */
  readonly filter: RowState | null
  readonly onFilter: (state: RowState | null) => void
  /** Rows were decided about. */
  readonly onDone: () => void
}

export function BatchRows(props: BatchRowsProps) {
  const { batchId, batchState, columns, sequence, filter, onFilter, onDone } = props
  const { t } = useTranslation('mass')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const [picked, setPicked] = useState<BatchRow | null>(null)
  const selection = useRowSelection()
  const key = JSON.stringify([batchId, filter, search])
  const rows = usePagedRows<BatchRow>(key, async (offset, limit) => {
    const page = await invoke('batches.rows', batchId, {
      states: filter ? [filter] : null,
      search,
      offset,
      limit,
    })
    // What is shown below the table is kept as fresh as the table.
    setPicked((known) => page.rows.find(({ number }) => number === known?.number) ?? known)
    return page
  })
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
  const gridColumns = useMemo(() => batchColumns(columns, t, selection), [columns, t, selection])
  const decided = (numbers: readonly number[]) => {
    selection.drop(numbers)
    setPicked((known) => (known && numbers.includes(known.number) ? null : known))
    refresh()
    onDone()
  }
  const limits = { batchId, isRunning: batchState === 'running', isCancelled: batchState === 'cancelled' }
  const selected = selection.uncertain.length + selection.failed.length
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Select
          aria-label={t('filter')}
          placeholder={t('state.all')}
          data={ROW_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={filter}
          clearable
          clearButtonProps={{ 'aria-label': t('state.all') }}
          onChange={(value) => onFilter(ROW_STATES.find((known) => known === value) ?? null)}
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
      {selected > 0 && (
        <Group gap="sm" component="section" aria-label={t('selection.title')}>
          <Text size="sm" fw={600}>
            {t('selection.count', { count: selected })}
          </Text>
          <RowDecisions
            {...limits}
            uncertain={selection.uncertain}
            failed={selection.failed}
            onDone={() => decided([...selection.uncertain, ...selection.failed])}
          />
          <Button size="compact-sm" variant="subtle" onClick={selection.clear}>
            {t('selection.clear')}
          </Button>
        </Group>
      )}
      <Failure error={rows.error} title={t('error.page')} />
      <DataGrid
        key={key}
        label={t('batch.table')}
        columns={gridColumns}
        rows={rows}
        sort={null}
        onSort={null}
        onOpen={null}
        onPick={setPicked}
        onToggle={(row) => decidable(row) !== null && selection.toggle(row)}
        height={gridHeight(rows.total)}
        emptyText={t('list.noRows')}
      />
      {picked ? (
        <RowDetails {...limits} row={picked} onDone={() => decided([picked.number])} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('row.pickHint')}
        </Text>
      )}
    </Stack>
  )
}
