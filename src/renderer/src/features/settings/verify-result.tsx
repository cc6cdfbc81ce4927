import { Group, List, Loader, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { VerifyStep } from '../../../../shared/app-types.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { ErrorSentence } from '../../components/error-sentence.tsx'
import { dataWords, type ErrorWords } from '../../components/error-words.ts'

interface VerifyResultProps {
  readonly steps: readonly VerifyStep[]
  readonly isRunning: boolean
  readonly error: unknown
}

export function VerifyResult({ steps, isRunning, error }: VerifyResultProps) {
  const { t } = useTranslation('settings')
  return (
    <Stack gap="xs" aria-live="polite" key={steps.length} ref={steps.length > 0 ? intoView : null}>
      {steps.length > 0 && (
        <List spacing={4} size="sm" listStyleType="none" aria-label={t('verifySteps')}>
          {steps.map(({ step, ok, text, code }) => (
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
              <Text size="sm" fw={600}>
                {t(`step_${step}`)}
              </Text>
              <ErrorSentence words={stepWords({ step, ok, text, code })} />
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

/** The form is longer than most windows: what was found must not stay below its edge. */
function intoView(steps: HTMLDivElement | null): void {
  steps?.scrollIntoView({ block: 'nearest' })
}

/** What the step found, in the language of the window; main's own words where it has no more to say. */
function stepWords({ step, ok, text, code }: VerifyStep): ErrorWords {
  if (code !== null) return dataWords({ code, message: text })
  const sentence = ok ? i18next.t(`settings:passed_${step}`, { message: text }) : text
  return { sentence, details: sentence === text ? null : text }
}
