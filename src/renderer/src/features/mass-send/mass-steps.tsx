import { Button, Group, Stack, Stepper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CheckStep } from './check/check-step.tsx'
import { useMass } from './mass-context.ts'
import { MessageStep } from './message/message-step.tsx'
import { RecipientsStep } from './recipients/recipients-step.tsx'
import { SendStep } from './send/send-step.tsx'

const LAST = 3

export function MassSteps() {
  const { t } = useTranslation('mass')
  const { mass, change, list } = useMass()
  const step = Math.min(LAST, Math.max(0, mass.step))
  const needsList = step > 0 && !list
  return (
    <Stack gap="md">
      <Stepper active={step} onStepClick={(to) => change({ step: to })} size="sm" iconSize={28}>
        <Stepper.Step label={t('step.recipients')} />
        <Stepper.Step label={t('step.message')} />
        <Stepper.Step label={t('step.check')} />
        <Stepper.Step label={t('step.send')} />
      </Stepper>
      {step === 0 && <RecipientsStep />}
      {step === 1 && <MessageStep />}
      {step >= 2 && needsList && <Text size="sm">{t('needsList')}</Text>}
      {step === 2 && list && <CheckStep list={list} />}
      {step === 3 && list && <SendStep list={list} />}
      <Group justify="space-between">
        <Button variant="default" disabled={step === 0} onClick={() => change({ step: step - 1 })}>
          {t('back')}
        </Button>
        {step < LAST && (
          <Button disabled={step === 0 && !list} onClick={() => change({ step: step + 1 })}>
            {t('next')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
