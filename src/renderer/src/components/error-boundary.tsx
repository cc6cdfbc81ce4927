import { Button, Stack, Text, Title } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorMessage } from './notices.ts'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly error: unknown
}

/** One screen may fail without the others; it says so and can be opened again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error ?? new Error('unknown') }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === null ? (
      this.props.children
    ) : (
      <Failed error={error} onRetry={() => this.setState({ error: null })} />
    )
  }
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation('common')
  return (
    <Stack p="xl" gap="xs" align="flex-start" role="alert">
      <Title order={1}>{t('screenFailed')}</Title>
      <Text>{t('screenFailedNext')}</Text>
      <Button onClick={onRetry}>{t('openAgain')}</Button>
      <details>
        <summary>{t('details')}</summary>
        <pre>{errorMessage(error)}</pre>
      </details>
    </Stack>
  )
}
