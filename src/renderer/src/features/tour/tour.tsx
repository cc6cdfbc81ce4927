import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EMPTY_DRAFT } from '../../../../shared/draft-types.ts'
import { goTo, openIn } from '../../navigation.ts'
import { useSavePreferences, useSettings } from '../../settings-query.ts'

const STEPS = [1, 2, 3] as const

/** Three steps over the sample data; shown once, and from the palette. */
export function Tour({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['frame', 'common'])
  const preferences = useSettings()?.settings.preferences
  const save = useSavePreferences()
  const [index, setIndex] = useState(0)
  const step = STEPS[index] ?? 1

  function end(): void {
    if (preferences?.tourDone === false) save.mutate({ ...preferences, tourDone: true })
    onClose()
  }

  function tryIt(): void {
    if (step === 1) openIn('compose', sample())
    else goTo(step === 2 ? 'mass-send' : 'settings')
    end()
  }

  function sample() {
    return {
      ...EMPTY_DRAFT,
      from: 'Mailwright <me@example.com>',
      to: ['Ann <ann@example.com>'],
      subject: t('sampleSubject'),
      body: { kind: 'rich' as const, source: t('sampleBody') },
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
          <Button variant="light" onClick={tryIt}>
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
