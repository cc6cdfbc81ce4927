import { Switch, Table } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeaderLine } from '../../../../shared/view-types.ts'
import classes from './message-view.module.css'

export function HeadersTab({ headers }: { readonly headers: readonly HeaderLine[] }) {
  const { t } = useTranslation('outbox')
  const [isRaw, setRaw] = useState(false)
  const counts = new Map<string, number>()
  return (
    <>
      <Switch
        size="xs"
        mb="xs"
        label={t('headers.raw')}
        checked={isRaw}
        onChange={(event) => setRaw(event.currentTarget.checked)}
      />
      <Table fz="xs" verticalSpacing={4} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={170}>{t('headers.name')}</Table.Th>
            <Table.Th>{t('headers.value')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {headers.map(({ name, value, raw }) => {
            const nth = (counts.get(name) ?? 0) + 1
            counts.set(name, nth)
            return (
              <Table.Tr key={`${name} ${nth}`}>
                <Table.Th fw={600}>{name}</Table.Th>
                <Table.Td>
                  <pre className={classes.text}>{isRaw ? raw : value}</pre>
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </>
  )
}
