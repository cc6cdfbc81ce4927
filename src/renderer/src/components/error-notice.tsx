import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { errorWords } from './error-words.ts'

interface ErrorNoticeProps {
  readonly error: unknown
  readonly title?: string
  readonly onRetry?: () => void
}

/** What happened and the next step, as main says it; code and place folded away. */
export function ErrorNotice({ error, title, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation('common')
  const { sentence, details } = errorWords(error)
  return (
    <Alert
      color="red"
      role="alert"
      title={title ?? t('somethingFailed')}
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      <Text size="sm">{sentence}</Text>
      {error instanceof ApiError && <Facts error={error} details={details} />}
      {onRetry !== undefined && (
        <Group mt="xs">
          <Button variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        </Group>
      )}
    </Alert>
  )
}

function Facts({ error, details }: { readonly error: ApiError; readonly details: string | null }) {
  const { t } = useTranslation('common')
  const place = Object.entries(error.data.place).map(([name, value]) => `${name} ${String(value)}`)
  return (
    <details>
      <summary>{t('details')}</summary>
      {details !== null && (
        <Text size="sm" lang="en">
          {details}
        </Text>
      )}
      <Text size="sm">{t('errorCode', { code: error.data.code })}</Text>
      {place.length > 0 && <Text size="sm">{t('place', { place: place.join(', ') })}</Text>}
    </details>
  )
}
