import { Group, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../../shared/view-types.ts'
import { pageUrl } from '../../api.ts'
import classes from './message-view.module.css'
import { TextTab } from './text-tab.tsx'

/** Their widths are in the style sheet. */
const DEVICES = ['desktop', 'tablet', 'phone'] as const

/** The page in a frame without scripts, same origin or network (its own policy is set by the shell). */
export function RenderedTab({ view }: { readonly view: MessageView }) {
  const { t } = useTranslation('outbox')
  const [device, setDevice] = useState<(typeof DEVICES)[number]>('desktop')
  const [scheme, setScheme] = useState<'light' | 'dark'>('light')
  if (view.page === null) {
    return (
      <>
        <Text size="xs" c="dimmed" mb="xs">
          {t('rendered.onlyText')}
        </Text>
        <TextTab text={view.text} empty={t('text.none')} />
      </>
    )
  }
  return (
    <div className={classes.rendered}>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('rendered.width')}
          value={device}
          onChange={(value) => setDevice(DEVICES.find((each) => each === value) ?? 'desktop')}
          data={DEVICES.map((each) => ({ value: each, label: t(`rendered.${each}`) }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('rendered.surroundings')}
          value={scheme}
          onChange={(value) => setScheme(value === 'dark' ? 'dark' : 'light')}
          data={[
            { value: 'light', label: t('rendered.light') },
            { value: 'dark', label: t('rendered.dark') },
          ]}
        />
      </Group>
      <div className={classes.surroundings} data-scheme={scheme} data-device={device}>
        <iframe
          className={classes.frame}
          data-scheme={scheme}
          sandbox=""
          src={pageUrl(view.page)}
          title={t('rendered.title', { subject: view.subject })}
        />
      </div>
    </div>
  )
}
