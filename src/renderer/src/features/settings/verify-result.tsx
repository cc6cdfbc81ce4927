import { Group, List, Loader, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { VerifyStep } from '../../../../shared/app-types.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'

interface VerifyResultProps {
  readonly steps: readonly VerifyStep[]
  readonly isRunning: boolean
  readonly error: unknown
}

export function VerifyResult({ steps, isRunning, error }: VerifyResultProps) {
  const { t } = useTranslation('settings')
  return (
    <Stack gap="xs" aria-live="polite">
      {steps.length > 0 && (
        <List spacing={4} size="sm" listStyleType="none" aria-label={t('verifySteps')}>
          {steps.map(({ step, ok, text }) => (
            <List.Item
              key={step}
              icon={
                ok ? (
                  <IconCircleCheck size={18} color="var(--app-safe)" aria-label={t('stepOk')} />
                ) : (
                  <IconCircleX size={18} color="var(--mantine-color-error)" aria-label={t('stepFailed')} />
                )
              }
            >
              <Text span size="sm" fw={600} tt="uppercase" mr="xs">
                {step}
              </Text>
              {text}
            </List.Item>
          ))}
        </List>
      )}
      {isRunning && (
        <Group gap="xs">
          <Loader size="xs" aria-hidden />
          <Text size="sm">{t('verifying')}</Text>
        </Group>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </Stack>
  )
}
