import { Alert, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OutboxMessage } from '../../../../shared/outbox-types.ts'
import { ErrorSentence } from '../../components/error-sentence.tsx'
import { dataWords } from '../../components/error-words.ts'
import { formatDateTime } from '../../i18n/format.ts'

/** Why no server could be asked, and when those who were put off are tried again. */
export function Fate({ message: { problem, nextAttemptAt } }: { readonly message: OutboxMessage }) {
  const { t } = useTranslation('outbox')
  if (problem === null && nextAttemptAt === null) return null
  return (
    <Alert color={nextAttemptAt === null ? 'red' : 'yellow'} mt="xs" p="xs">
      {problem !== null && <ErrorSentence words={dataWords(problem)} />}
      <Text size="sm">
        {nextAttemptAt === null
          ? t('fate.failed')
          : t('fate.deferred', { time: formatDateTime(nextAttemptAt) })}
      </Text>
    </Alert>
  )
}
