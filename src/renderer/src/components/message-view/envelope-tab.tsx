import { Stack, Table, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../../shared/view-types.ts'

interface EnvelopeTabProps {
  readonly view: MessageView
  readonly delivery: ReactNode
}

export function EnvelopeTab({ view, delivery }: EnvelopeTabProps) {
  const { t } = useTranslation('outbox')
  const facts: readonly (readonly [string, string])[] = [
    [t('envelope.from'), view.envelope === null ? t('envelope.unknown') : view.envelope.from || '<>'],
    [t('envelope.to'), view.envelope === null ? t('envelope.unknown') : view.envelope.to.join('\n')],
    [t('envelope.messageId'), view.messageId ?? t('envelope.unknown')],
    [t('envelope.sha256'), view.sha256],
  ]
  return (
    <Stack gap="md">
      <Table fz="xs" verticalSpacing={4} layout="fixed">
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={170}>{name}</Table.Th>
              <Table.Td style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {delivery && (
        <section>
          <Title order={3} size="h6" mb="xs">
            {t('envelope.delivery')}
          </Title>
          {delivery}
        </section>
      )}
    </Stack>
  )
}
