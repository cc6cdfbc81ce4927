import { VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxGroup } from '../../../../shared/outbox-types.ts'
import { onGoTo, takeDestination } from '../../components/go-to.ts'
import { GroupPane } from './group-pane.tsx'
import { Inspector } from './inspector.tsx'
import { ListPane } from './list-pane.tsx'
import classes from './outbox.module.css'
import { useOutboxEvents } from './use-outbox-events.ts'

/** What this app sent or captured: groups, messages, and one of them from every side. */
export function OutboxScreen() {
  const { t } = useTranslation('outbox')
  const [group, setGroup] = useState<OutboxGroup>({ kind: 'single' })
  const [selected, setSelected] = useState<string | null>(null)
  useOutboxEvents()

  useEffect(() => {
    function follow(): void {
      const destination = takeDestination('outbox')
      if (destination === null) return
      setGroup({ kind: 'single' })
      setSelected(destination.messageId)
    }
    follow()
    return onGoTo(follow)
  }, [])

  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{t('screen.title')}</VisuallyHidden>
      <GroupPane
        selected={group}
        onSelect={(next) => {
          setGroup(next)
          setSelected(null)
        }}
      />
      <ListPane key={JSON.stringify(group)} group={group} selected={selected} onSelect={setSelected} />
      <Inspector id={selected} onRemoved={() => setSelected(null)} />
    </div>
  )
}
