import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxMessage } from '../../../../shared/outbox-types.ts'
import type { OutboxActions } from './use-message-actions.ts'

interface MessageActionsProps {
  readonly message: OutboxMessage
  readonly actions: OutboxActions
}

export function MessageActions({ message, actions }: MessageActionsProps) {
  const { t } = useTranslation('outbox')
  const [isAsking, setAsking] = useState(false)
  const { id } = message.entry
  const isDeferred = message.recipients.some(({ state }) => state === 'deferred')
  if (isAsking) {
    return (
      <Group gap="xs" role="alertdialog" aria-label={t('message.removeAsk')}>
        <Text size="xs">{t('message.removeAsk')}</Text>
        <Button
          size="compact-xs"
          color="red.9"
          onClick={() => {
            setAsking(false)
            actions.remove(id)
          }}
        >
          {t('message.removeYes')}
        </Button>
        <Button size="compact-xs" variant="default" data-autofocus onClick={() => setAsking(false)}>
          {t('message.keep')}
        </Button>
      </Group>
    )
  }
  return (
    <Group gap="xs">
      {isDeferred && (
        <Button size="compact-xs" disabled={actions.isBusy} onClick={() => actions.retry(id)}>
          {t('message.retry')}
        </Button>
      )}
      <Button size="compact-xs" variant="default" disabled={actions.isBusy} onClick={() => actions.edit(id)}>
        {t('message.edit')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        disabled={actions.isBusy}
        onClick={() => actions.saveEml(id)}
      >
        {t('source.save')}
      </Button>
      <Button size="compact-xs" variant="default" disabled={actions.isBusy} onClick={() => setAsking(true)}>
        {t('message.remove')}
      </Button>
    </Group>
  )
}
