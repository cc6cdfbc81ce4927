import { Button, Group, List, Loader, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OutboxMessage } from '../../../../shared/outbox-types.ts'
import { invoke } from '../../api.ts'
import { ErrorSentence } from '../../components/error-sentence.tsx'
import { dataWords } from '../../components/error-words.ts'
import { replyWords } from '../../components/reply-words.ts'
import { formatTime } from '../../i18n/format.ts'
import { attempt } from './attempt.ts'
import { type SendVerdict, sendVerdict } from './send-verdict.ts'

interface SendResultProps {
  /** Null: nothing is known yet. */
  readonly message: OutboxMessage | null
  readonly onShow: () => void
  readonly onOpenDraft: () => void
}

/** What became of each recipient, and what can be done about it. */
export function SendResult({ message, onShow, onOpenDraft }: SendResultProps) {
  const { t } = useTranslation('compose')
  const verdict = message === null ? 'sending' : sendVerdict(message)
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <VerdictIcon verdict={verdict} />
        <Text size="sm" fw={600}>
          {t(`send.verdict.${verdict}`)}
        </Text>
      </Group>
      {message !== null && <Outcome message={message} verdict={verdict} />}
      <Group gap="xs" mt={6}>
        {verdict === 'failed' && (
          <Button size="compact-xs" onClick={onOpenDraft}>
            {t('send.openDraft')}
          </Button>
        )}
        {message !== null && message.nextAttemptAt !== null && (
          <Button size="compact-xs" onClick={() => attempt(() => invoke('outbox.retry', message.entry.id))}>
            {t('send.tryNow')}
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={onShow}>
          {t('send.inOutbox')}
        </Button>
      </Group>
    </>
  )
}

function Outcome({ message, verdict }: { readonly message: OutboxMessage; readonly verdict: SendVerdict }) {
  const { t } = useTranslation('compose')
  const { problem, recipients, nextAttemptAt } = message
  return (
    <>
      {problem === null ? (
        <List size="xs" listStyleType="none" mah={200} style={{ overflow: 'auto' }}>
          {recipients.map((result) => (
            <List.Item key={result.address}>
              {result.address}: {t(`send.result.${result.state}`)}
              {result.state !== 'accepted' && ` (${replyWords(result)})`}
            </List.Item>
          ))}
        </List>
      ) : (
        <ErrorSentence words={dataWords(problem)} />
      )}
      {verdict === 'failed' && <Text size="sm">{t('send.draftKept')}</Text>}
      {nextAttemptAt !== null && (
        <Text size="sm">{t('send.triedAgain', { time: formatTime(nextAttemptAt) })}</Text>
      )}
    </>
  )
}

function VerdictIcon({ verdict }: { readonly verdict: SendVerdict }) {
  if (verdict === 'sending') return <Loader size={14} aria-hidden />
  if (verdict === 'sent') return <IconCircleCheck size={16} color="var(--app-safe)" aria-hidden />
  return <IconAlertTriangle size={16} color="var(--mantine-color-error)" aria-hidden />
}
