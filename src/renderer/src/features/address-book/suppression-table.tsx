import { Button, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SuppressionEntry } from '../../../../shared/suppression-types.ts'
import { formatDateTime } from '../../i18n/format.ts'

interface SuppressionTableProps {
  readonly entries: readonly SuppressionEntry[]
  readonly onRemove: (entry: string) => void
}

export function SuppressionTable({ entries, onRemove }: SuppressionTableProps) {
  const { t } = useTranslation(['contacts', 'common'])
  return (
    <Table highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('suppressionAddress')}</Table.Th>
          <Table.Th>{t('reason')}</Table.Th>
          <Table.Th>{t('addedAt')}</Table.Th>
          <Table.Th>{t('actions')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(({ entry, reason, addedAt }) => (
          <Table.Tr key={entry}>
            <Table.Td>{entry}</Table.Td>
            <Table.Td>{reason ?? ''}</Table.Td>
            <Table.Td>{formatDateTime(addedAt)}</Table.Td>
            <Table.Td>
              <Button
                variant="subtle"
                aria-label={t('removeNamed', { name: entry })}
                onClick={() => onRemove(entry)}
              >
                {t('common:remove')}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
