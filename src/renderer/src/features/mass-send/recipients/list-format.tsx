import { Group, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListInfo, ListOptions } from '../../../../../shared/list-types.ts'
import { useMass } from '../mass-context.ts'
import { ENCODINGS } from './encodings.ts'

/** How the file is read: what was found, and a way to say otherwise. */
export function ListFormat({ list }: { readonly list: ListInfo }) {
  const { t } = useTranslation('mass')
  const { mass, openList, listJob } = useMass()
  const isText = !list.name.toLowerCase().endsWith('.xlsx')
  const delimiters = [
    { value: ',', label: t('list.comma') },
    { value: ';', label: t('list.semicolon') },
    { value: '\t', label: t('list.tab') },
    { value: '|', label: t('list.pipe') },
  ]
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
      {isText && (
        <>
          <Select
            label={t('list.encoding')}
            data={ENCODINGS.includes(list.encoding) ? ENCODINGS : [list.encoding, ...ENCODINGS]}
            value={list.encoding}
            allowDeselect={false}
            disabled={listJob.isRunning}
            onChange={(encoding) => choose({ encoding })}
            w={160}
          />
          <Select
            label={t('list.delimiter')}
            data={delimiters}
            value={list.delimiter}
            allowDeselect={false}
            disabled={listJob.isRunning}
            onChange={(delimiter) => choose({ delimiter })}
            w={160}
          />
        </>
      )}
    </Group>
  )
}
