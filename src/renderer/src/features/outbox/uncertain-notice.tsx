import { Alert, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OutboxActions } from './use-message-actions.ts'

interface UncertainNoticeProps {
  readonly id: string
  readonly actions: OutboxActions
}

/** Nothing is sent twice unless a person says so. */
export function UncertainNotice({ id, actions }: UncertainNoticeProps) {
  const { t } = useTranslation('outbox')
  return (
    <Alert color="orange" title={t('uncertain.title')} mt="xs">
      <Text size="xs">{t('uncertain.explain')}</Text>
      <Group gap="xs" mt="xs">
        <Button
          size="compact-xs"
          variant="default"
          disabled={actions.isBusy}
          onClick={() => actions.resolve(id, 'resend')}
        >
          {t('uncertain.resend')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          disabled={actions.isBusy}
          onClick={() => actions.resolve(id, 'sent')}
        >
          {t('uncertain.sent')}
        </Button>
      </Group>
    </Alert>
  )
}
