import { Button, Switch, Text } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../i18n/format.ts'
import classes from './compose.module.css'
import { useComposeState } from './compose-store.ts'
import { MoreMenu } from './more-menu.tsx'

interface ComposeBarProps {
  readonly onSend: () => void
  readonly onDrafts: () => void
  readonly hasPreview: boolean
  readonly onPreview: (shown: boolean) => void
}

export function ComposeBar({ onSend, onDrafts, hasPreview, onPreview }: ComposeBarProps) {
  const { t } = useTranslation('compose')
  const { savedAt, saveProblem } = useComposeState()
  return (
    <div className={classes.bar}>
      <Button size="xs" leftSection={<IconSend size={14} aria-hidden />} onClick={onSend} title="Ctrl+Enter">
        {t('send.button')}
      </Button>
      <Button size="xs" variant="default" onClick={onDrafts}>
        {t('drafts.button')}
      </Button>
      <MoreMenu />
      <Text size="xs" c={saveProblem === null ? 'dimmed' : 'red.9'} className={classes.status ?? ''}>
        {saveProblem !== null
          ? t('drafts.failed', { reason: saveProblem })
          : savedAt === null
            ? t('drafts.unsaved')
            : t('drafts.saved', { time: formatTime(savedAt) })}
      </Text>
      <Switch
        size="xs"
        label={t('preview.show')}
        title={t('preview.resize')}
        checked={hasPreview}
        onChange={(event) => onPreview(event.currentTarget.checked)}
      />
    </div>
  )
}
