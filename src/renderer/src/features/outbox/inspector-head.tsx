import { Badge, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OutboxMessage } from '../../../../shared/outbox-types.ts'
import { StateBadge } from './state-badge.tsx'

export function InspectorHead({ message }: { readonly message: OutboxMessage }) {
  const { t, i18n } = useTranslation('outbox')
  const { entry, fidelity, profile, view } = message
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' })
  const isSame = fidelity === 'kept' || fidelity === 'verified'
  return (
    <>
      <Text component="h2" size="md" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {view.subject || t('list.noSubject')}
      </Text>
      <Text size="xs">
        {t('message.from')}: {view.from}
      </Text>
      <Text size="xs" lineClamp={2}>
        {t('message.to')}: {view.to}
      </Text>
      <Group gap="xs" my={6}>
        <StateBadge state={entry.state} />
        <Badge
          size="xs"
          radius="sm"
          variant="filled"
          tt="none"
          color={isSame ? '#1f6b30' : fidelity === 'differs' ? 'red.9' : 'gray.7'}
        >
          {t(`fidelity.${fidelity}`)}
        </Badge>
        <Text size="xs" c="dimmed">
          {time.format(entry.time)}
        </Text>
        {profile !== null && (
          <Text size="xs" c="dimmed">
            {t('message.profile', { name: profile })}
          </Text>
        )}
      </Group>
    </>
  )
}
