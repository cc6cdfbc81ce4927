import { VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOffer } from '../../components/compose-actions.ts'
import { DropZone } from '../../components/drop-zone.tsx'
import { showError } from '../../components/notices.ts'
import { addAttachments } from './attachments.ts'
import { startAutosave } from './autosave.ts'
import classes from './compose.module.css'
import { ComposeBar } from './compose-bar.tsx'
import { useComposeState } from './compose-store.ts'
import { DraftsDrawer } from './drafts-drawer.tsx'
import { MessageForm } from './message-form.tsx'
import { PreviewPane } from './preview-pane.tsx'
import { SpreadDialog } from './spread-dialog.tsx'
import { SuppressedDialog } from './suppressed-dialog.tsx'
import { useComposeCommands } from './use-compose-commands.ts'
import { useSending } from './use-sending.ts'

export function ComposeScreen() {
  const { t } = useTranslation('compose')
  const { content, session } = useComposeState()
  const [hasPreview, setPreview] = useState(true)
  const [hasDrafts, setDrafts] = useState(false)
  const sending = useSending()
  useComposeCommands({ send: sending.send, togglePreview: () => setPreview((shown) => !shown) })
  useOffer({
    send: sending.send,
    preview: () => setPreview((shown) => !shown),
    drafts: () => setDrafts(true),
  })
  useEffect(() => {
    startAutosave().catch(showError)
  }, [])

  return (
    <DropZone className={classes.screen} onFiles={(files) => void addAttachments(files)}>
      <VisuallyHidden component="h1">{t('screen.title')}</VisuallyHidden>
      <ComposeBar
        onSend={sending.send}
        onDrafts={() => setDrafts(true)}
        hasPreview={hasPreview}
        onPreview={setPreview}
      />
      <div className={classes.columns} data-preview={hasPreview}>
        <MessageForm key={session} content={content} />
        {hasPreview && <PreviewPane content={content} />}
      </div>
      <DraftsDrawer isOpen={hasDrafts} onClose={() => setDrafts(false)} />
      <SpreadDialog
        recipients={sending.question?.kind === 'many' ? sending.question.visible : null}
        onEach={sending.each}
        onTogether={sending.together}
        onClose={sending.cancel}
      />
      <SuppressedDialog
        question={sending.question?.kind === 'suppressed' ? sending.question : null}
        onLeaveOut={sending.leaveOut}
        onAnyway={sending.anyway}
        onClose={sending.cancel}
      />
    </DropZone>
  )
}
