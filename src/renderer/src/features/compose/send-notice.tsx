import { Button, Group, List, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import type { RecipientResult } from '../../../../shared/mail-types.ts'
import { invoke } from '../../api.ts'
import { goTo } from '../../components/go-to.ts'
import { showInfo } from '../../components/notices.ts'
import { attempt } from './attempt.ts'
import { openContent } from './compose-store.ts'
import { useSendResult } from './use-send-result.ts'

interface SendNoticeProps {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly sendsAt: number
  readonly content: DraftContent
  readonly draftId: string | null
}

export function SendNotice({ id, sendsAt, content, draftId }: SendNoticeProps) {
  const { t } = useTranslation('compose')
  const seconds = useSecondsUntil(sendsAt)
  const results = useSendResult(id)

  function undo(): void {
    attempt(async () => {
      const isUndone = await invoke('compose.undo', id)
      if (isUndone) {
        openContent(content, draftId)
        notifications.hide(`send-${id}`)
      }
      showInfo(t(isUndone ? 'send.undone' : 'send.tooLate'))
    })
  }

  function show(): void {
    notifications.hide(`send-${id}`)
    goTo({ screen: 'outbox', messageId: id })
  }

  if (seconds > 0 && results.length === 0) {
    return (
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text size="sm" fw={600}>
            {t('send.title')}
          </Text>
          <Text size="sm">{t('send.countdown', { seconds })}</Text>
        </div>
        <Button size="xs" variant="default" onClick={undo}>
          {t('send.undo')}
        </Button>
      </Group>
    )
  }
  return (
    <>
      <Text size="sm" fw={600}>
        {t('send.sent')}
      </Text>
      <List size="xs" listStyleType="none">
        {results.map((result) => (
          <List.Item key={result.address}>
            {result.address}: {t(`send.result.${result.state}`)}
            {isProblem(result) && ` (${[result.code, result.text].filter(Boolean).join(' ')})`}
          </List.Item>
        ))}
      </List>
      <Button size="compact-xs" variant="default" mt={6} onClick={show}>
        {t('send.inOutbox')}
      </Button>
    </>
  )
}

function isProblem({ state }: RecipientResult): boolean {
  return state !== 'accepted'
}

function useSecondsUntil(time: number): number {
  const [now, setNow] = useState(Date.now)
  const left = Math.max(0, Math.ceil((time - now) / 1000))
  const isWaiting = left > 0
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isWaiting])
  return left
}
