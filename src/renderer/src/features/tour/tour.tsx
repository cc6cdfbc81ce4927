import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showError } from '../../components/notices.ts'
import { sampleMessage } from '../../components/sample-message.ts'
import { goTo, openIn } from '../../navigation.ts'
import { useSavePreferences, useSettings } from '../../settings-query.ts'

/** The sandbox takes mail from anybody; a first run has no sender yet. */
const SAMPLE_SENDER = 'Mailwright <me@example.com>'

const STEPS = [1, 2, 3] as const

/** Three steps over the sample data; shown once, and from the palette. */
export function Tour({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['frame', 'common'])
  const settings = useSettings()?.settings
  const preferences = settings?.preferences
  const save = useSavePreferences()
  const [index, setIndex] = useState(0)
  const step = STEPS[index] ?? 1

  function end(): void {
    if (preferences?.tourDone === false) save.mutate({ ...preferences, tourDone: true })
    onClose()
  }

  async function tryIt(): Promise<void> {
    end()
    if (step !== 1) return goTo(step === 2 ? 'mass-send' : 'settings')
    try {
      const sample = await sampleMessage()
      openIn('compose', { ...sample, from: sample.from || settings?.from || SAMPLE_SENDER })
    } catch (error) {
      showError(error)
    }
  }

  return (
    <Modal
      opened
      onClose={end}
      size="lg"
      title={t('tourTitle', { step })}
      closeButtonProps={{ 'aria-label': t('tourSkip') }}
    >
      <Stack>
        <Title order={3}>{t(`tour${step}Title`)}</Title>
        <Text mih={80}>{t(`tour${step}`)}</Text>
        <Group>
          <Button variant="light" onClick={() => void tryIt()}>
            {t(`tour${step}Try`)}
          </Button>
        </Group>
        <Group justify="space-between">
          <Button variant="subtle" onClick={end}>
            {t('tourSkip')}
          </Button>
          <Group gap="xs">
            <Button variant="default" disabled={index === 0} onClick={() => setIndex(index - 1)}>
              {t('tourBack')}
            </Button>
            {index < STEPS.length - 1 ? (
              <Button data-autofocus onClick={() => setIndex(index + 1)}>
                {t('tourNext')}
              </Button>
            ) : (
              <Button onClick={end}>{t('tourEnd')}</Button>
            )}
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}
