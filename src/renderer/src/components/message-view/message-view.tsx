import { Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageView as View } from '../../../../shared/view-types.ts'
import { ChecksTab } from './checks-tab.tsx'
import { EnvelopeTab } from './envelope-tab.tsx'
import { HeadersTab } from './headers-tab.tsx'
import { LinksTab } from './links-tab.tsx'
import classes from './message-view.module.css'
import { PartsTab } from './parts-tab.tsx'
import { RenderedTab } from './rendered-tab.tsx'
import { SourceTab } from './source-tab.tsx'
import { TextTab } from './text-tab.tsx'

export interface ExtraTab {
  readonly value: string
  readonly label: string
  readonly content: ReactNode
}

interface MessageViewProps {
  readonly view: View
  readonly extra?: readonly ExtraTab[]
  /** Shown below the envelope: what happened on the way. */
  readonly delivery?: ReactNode
  /** Keeps the message as an .eml file. */
  readonly onSaveEml?: () => void
  readonly onSavePart?: (path: string) => void
}

/** A finished message from every side; only the tab that is open is rendered. */
export function MessageView({ view, extra = [], delivery, onSaveEml, onSavePart }: MessageViewProps) {
  const { t } = useTranslation('outbox')
  const [tab, setTab] = useState<string | null>('rendered')
  const findings = view.checks.filter(({ level }) => level === 'warning' || level === 'error').length
  const panels: readonly ExtraTab[] = [
    { value: 'rendered', label: t('tab.rendered'), content: <RenderedTab view={view} /> },
    { value: 'text', label: t('tab.text'), content: <TextTab text={view.text} empty={t('text.none')} /> },
    { value: 'html', label: t('tab.html'), content: <TextTab text={view.html} empty={t('html.none')} /> },
    {
      value: 'source',
      label: t('tab.source'),
      content: <SourceTab view={view} {...(onSaveEml && { onSaveEml })} />,
    },
    { value: 'headers', label: t('tab.headers'), content: <HeadersTab headers={view.headers} /> },
    {
      value: 'parts',
      label: t('tab.parts'),
      content: <PartsTab root={view.root} {...(onSavePart && { onSavePart })} />,
    },
    {
      value: 'envelope',
      label: t('tab.envelope'),
      content: <EnvelopeTab view={view} delivery={delivery} />,
    },
    {
      value: 'checks',
      label: findings === 0 ? t('tab.checks') : `${t('tab.checks')} (${findings})`,
      content: <ChecksTab checks={view.checks} />,
    },
    { value: 'links', label: t('tab.links'), content: <LinksTab links={view.links} /> },
    ...extra,
  ]
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false} classNames={{ root: classes.root ?? '' }}>
      <Tabs.List className={classes.list ?? ''} aria-label={t('tab.label')}>
        {panels.map(({ value, label }) => (
          <Tabs.Tab key={value} value={value} px="xs" py={6}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {panels.map(({ value, content }) => (
        // What scrolls must be reached by keyboard.
        <Tabs.Panel key={value} value={value} className={classes.panel ?? ''} tabIndex={0}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
