import { VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxGroup } from '../../../../shared/outbox-types.ts'
import { useRoute } from '../../navigation.ts'
import { GroupPane } from './group-pane.tsx'
import { Inspector } from './inspector.tsx'
import { ListPane } from './list-pane.tsx'
import classes from './outbox.module.css'

/** What this app sent or captured: groups, messages, and one of them from every side. */
export function OutboxScreen() {
  const { t } = useTranslation('outbox')
  const [group, setGroup] = useState<OutboxGroup>({ kind: 'single' })
  const [selected, setSelected] = useState<string | null>(null)
  const { screen, detail } = useRoute()
  const asked = screen === 'outbox' ? detail : ''

  useEffect(() => {
    if (asked === '') return
    setGroup({ kind: 'single' })
    setSelected(asked)
  }, [asked])

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
