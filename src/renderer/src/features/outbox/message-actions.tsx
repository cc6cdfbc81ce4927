import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OutboxMessage } from '../../../../shared/outbox-types.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import type { OutboxActions } from './use-message-actions.ts'

interface MessageActionsProps {
  readonly message: OutboxMessage
  readonly actions: OutboxActions
}

export function MessageActions({ message, actions }: MessageActionsProps) {
  const { t } = useTranslation('outbox')
  const { id } = message.entry
  const isDeferred = message.recipients.some(({ state }) => state === 'deferred')
  const hasNotLeft = message.problem !== null || message.entry.state === 'queued'
  return (
    <Group gap="xs">
      {(isDeferred || hasNotLeft) && (
        <Button size="compact-xs" disabled={actions.isBusy} onClick={() => actions.retry(id)}>
          {t(hasNotLeft ? 'message.tryNow' : 'message.retry')}
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
      <Button
        size="compact-xs"
        variant="default"
        disabled={actions.isBusy}
        onClick={() => actions.print(message.view)}
      >
        {t('message.print')}
      </Button>
      <ConfirmButton
        size="compact-xs"
        variant="default"
        disabled={actions.isBusy}
        question={t('message.removeAsk')}
        action={t('message.removeYes')}
        onConfirm={() => actions.remove(id)}
      >
        {t('message.remove')}
      </ConfirmButton>
    </Group>
  )
}
