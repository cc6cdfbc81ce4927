import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../i18n/format.ts'
import { useMass } from '../mass-context.ts'
import { useProfile } from '../use-profile.ts'
import { needsTyping } from './needs-typing.ts'

export interface ConfirmSendProps {
  readonly messages: number
  readonly onCancel: () => void
  readonly onConfirm: () => void
}

export function ConfirmSend({ messages, onCancel, onConfirm }: ConfirmSendProps) {
  const { t } = useTranslation('mass')
  const { mass } = useMass()
  const profile = useProfile(mass.content.profile)
  const [typed, setTyped] = useState('')
  const isLive = profile?.leavesThisComputer ?? true
  const mustType = needsTyping(messages, isLive)
  const isTyped = !mustType || typed.replace(/\D/g, '') === String(messages)
  return (
    <Modal
      opened
      onClose={onCancel}
      title={t('confirm.title')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Stack gap="sm">
        <Text size="sm">
          {t(isLive ? 'confirm.live' : 'confirm.local', {
            messages: formatNumber(messages),
            destination: profile?.destination ?? '',
          })}
        </Text>
        {mustType && (
          <TextInput
            label={t('confirm.type', { messages: formatNumber(messages) })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            inputMode="numeric"
            data-autofocus
          />
        )}
        <Group justify="end">
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button disabled={!isTyped} onClick={onConfirm}>
            {t('confirm.send', { count: messages })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
