import { Alert, Code, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api.ts'

export interface FailureProps {
  /** Null: nothing is shown. */
  readonly error: unknown
  /** What was not done. */
  readonly title: string
}

/** What happened and what was not done; the code for those who report it is folded away. */
export function Failure({ error, title }: FailureProps) {
  const { t } = useTranslation('mass')
  if (error === null || error === undefined) return null
  const message = error instanceof Error ? error.message : String(error)
  return (
    <Alert color="red" title={title} role="alert">
      <Text size="sm">{message}</Text>
      {error instanceof ApiError && (
        <details>
          <summary>{t('details')}</summary>
          <Code>{error.data.code}</Code>
        </details>
      )}
    </Alert>
  )
}
