import { Alert, List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecipientResult } from '../../../../shared/mail-types.ts'
import type { OutboxMessage } from '../../../../shared/outbox-types.ts'
import { ErrorSentence } from '../../components/error-sentence.tsx'
import { dataWords } from '../../components/error-words.ts'
import { replyWords } from '../../components/reply-words.ts'
import { formatDateTime } from '../../i18n/format.ts'

/** Who did not get the message and why, and when those who were put off are tried again. */
export function Fate({
  message: { problem, nextAttemptAt, recipients },
}: {
  readonly message: OutboxMessage
}) {
  const { t } = useTranslation('outbox')
  const without = problem === null ? recipients.filter(hasNoMessage) : []
  if (problem === null && nextAttemptAt === null && without.length === 0) return null
  return (
    <Alert color={nextAttemptAt === null ? 'red' : 'yellow'} mt="xs" p="xs">
      {problem !== null && <ErrorSentence words={dataWords(problem)} />}
      {without.length > 0 && (
        <List size="sm" listStyleType="none" mah={120} style={{ overflow: 'auto' }}>
          {without.map((result) => (
            <List.Item key={result.address}>
              {result.address}: {t(`state.${result.state}`)} ({replyWords(result)})
            </List.Item>
          ))}
        </List>
      )}
      {nextAttemptAt !== null && (
        <Text size="sm">{t('fate.deferred', { time: formatDateTime(nextAttemptAt) })}</Text>
      )}
      {nextAttemptAt === null && problem !== null && <Text size="sm">{t('fate.failed')}</Text>}
    </Alert>
  )
}

/** What is uncertain has a notice of its own, with its decisions. */
function hasNoMessage({ state }: RecipientResult): boolean {
  return state === 'failed' || state === 'deferred'
}
