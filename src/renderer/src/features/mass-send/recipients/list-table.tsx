import { Group, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListInfo, ListRow, ListRowState } from '../../../../../shared/list-types.ts'
import { invoke } from '../../../api.ts'
import { DataGrid } from '../../../components/data-grid/data-grid.tsx'
import type { GridColumn, GridSort } from '../../../components/data-grid/grid-column.ts'
import { usePagedRows } from '../../../components/data-grid/use-paged-rows.ts'
import { Failure } from '../failure.tsx'
import { ListStateFilter } from './list-state-filter.tsx'

/** All rows of the list, by state and by what is typed. */
export function ListTable({ list }: { readonly list: ListInfo }) {
  const { t } = useTranslation('mass')
  const [state, setState] = useState<ListRowState | null>(null)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const [sort, setSort] = useState<GridSort | null>(null)
  const key = JSON.stringify([list.id, state, search, sort])
  const rows = usePagedRows<ListRow>(key, (offset, limit) =>
    invoke('lists.page', list.id, { states: state ? [state] : null, search, sort, offset, limit }),
  )
  const columns = useMemo<readonly GridColumn<ListRow>[]>(
    () => [
      {
        id: '#row',
        label: t('row.number'),
        width: 72,
        isSortable: false,
        render: (row) => row.number,
      },
      {
        id: '#state',
        label: t('row.state'),
        width: 200,
        isSortable: false,
        render: (row) =>
          row.text ? `${t(`listState.${row.state}`)}: ${row.text}` : t(`listState.${row.state}`),
      },
      ...list.columns.map((column, index) => ({
        id: column,
        label: column,
        width: column === list.addressColumn ? 240 : 150,
        isSortable: true,
        render: (row: ListRow) => row.cells[index] ?? '',
      })),
    ],
    [list, t],
  )
  return (
    <Stack gap="xs">
      <Group gap="sm" justify="space-between">
        <ListStateFilter list={list} state={state} onChange={setState} />
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
        label={t('list.table', { name: list.name })}
        columns={columns}
        rows={rows}
        sort={sort}
        onSort={setSort}
        onOpen={null}
        height="max(240px, calc(100vh - 480px))"
        emptyText={t('list.noRows')}
      />
    </Stack>
  )
}
