import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OutboxMessage } from '../../../../shared/outbox-types.ts'
import { StateBadge } from './state-badge.tsx'

/** What the server said for each recipient. */
export function DeliveryLog({ message }: { readonly message: OutboxMessage }) {
  const { t } = useTranslation('outbox')
  if (message.recipients.length === 0) return <Text size="sm">{t('message.noRecipients')}</Text>
  return (
    <>
      <Table fz="xs" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('recipient.address')}</Table.Th>
            <Table.Th>{t('recipient.state')}</Table.Th>
            <Table.Th>{t('recipient.reply')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {message.recipients.map(({ address, state, code, enhanced, text }) => (
            <Table.Tr key={address}>
              <Table.Td>{address}</Table.Td>
              <Table.Td>
                <StateBadge state={state} />
              </Table.Td>
              <Table.Td>{[code, enhanced, text].filter((each) => each !== null).join(' ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {message.queueId !== null && <Text size="xs">{t('message.queueId', { id: message.queueId })}</Text>}
    </>
  )
}
