import { Group, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListInfo, ListOptions } from '../../../../../shared/list-types.ts'
import { useMass } from '../mass-context.ts'
import { TextFormat } from './text-format.tsx'
import { WorkbookFormat } from './workbook-format.tsx'

/** How the file is read: what was found, and a way to say otherwise. */
export function ListFormat({ list }: { readonly list: ListInfo }) {
  const { t } = useTranslation('mass')
  const { mass, openList, listJob } = useMass()
  const { format } = list
  const choose = (patch: Partial<ListOptions>) => {
    if (mass.list) openList(mass.list.token, { ...mass.list.options, ...patch })
  }
  return (
    <Group gap="sm" align="end">
      <Select
        label={t('list.addressColumn')}
        data={[...new Set(list.columns)]}
        value={list.addressColumn}
        allowDeselect={false}
        searchable
        disabled={listJob.isRunning}
        onChange={(addressColumn) => choose({ addressColumn })}
        w={220}
      />
      {format.kind === 'csv' ? (
        <TextFormat format={format} disabled={listJob.isRunning} onChoose={choose} />
      ) : (
        <WorkbookFormat format={format} disabled={listJob.isRunning} onChoose={choose} />
      )}
    </Group>
  )
}
