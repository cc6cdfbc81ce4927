import { Alert, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface LoadFailureProps {
  readonly error: Error
  readonly onRetry: () => void
}

export function LoadFailure({ error, onRetry }: LoadFailureProps) {
  const { t } = useTranslation('outbox')
  return (
    <Alert color="red" title={t('error.load')} m="xs">
      {error.message}
      <Button size="compact-xs" variant="default" mt="xs" display="block" onClick={onRetry}>
        {t('error.again')}
      </Button>
    </Alert>
  )
}
