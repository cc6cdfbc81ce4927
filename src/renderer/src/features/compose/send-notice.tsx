import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import { invoke } from '../../api.ts'
import { goTo } from '../../components/go-to.ts'
import { showInfo } from '../../components/notices.ts'
import { routeHash } from '../../navigation.ts'
import { attempt } from './attempt.ts'
import { saveNow } from './autosave.ts'
import { openContent } from './compose-store.ts'
import { SendResult } from './send-result.tsx'
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
  const message = useSendResult(id)

  /** What was begun meanwhile stays among the drafts. */
  async function openDraft(): Promise<void> {
    await saveNow()
    openContent(content, draftId)
    notifications.hide(`send-${id}`)
    location.hash = routeHash('compose')
  }

  function undo(): void {
    attempt(async () => {
      const isUndone = await invoke('compose.undo', id)
      if (isUndone) await openDraft()
      showInfo(t(isUndone ? 'send.undone' : 'send.tooLate'))
    })
  }

  function show(): void {
    notifications.hide(`send-${id}`)
    goTo({ screen: 'outbox', messageId: id })
  }

  if (seconds > 0 && (message === null || message.entry.state === 'queued')) {
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
  return <SendResult message={message} onShow={show} onOpenDraft={() => attempt(openDraft)} />
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
