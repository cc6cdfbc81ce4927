import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { EMPTY_DRAFT } from '../../../../shared/draft-types.ts'
import { invoke } from '../../api.ts'
import { showError } from '../../components/notices.ts'
import { saveNow } from './autosave.ts'
import { composeState, openContent } from './compose-store.ts'
import { SendNotice } from './send-notice.tsx'

let isSending = false

/** Hands the message over; a notification counts down, offers Undo, and tells what became of it. */
export async function sendMessage(toSuppressed: boolean): Promise<void> {
  // Ctrl+Enter pressed twice is one message.
  if (isSending) return
  isSending = true
  try {
    await saveNow()
    const { content, draftId, session } = composeState()
    const { id, sendsAt } = await invoke('compose.send', content, draftId, toSuppressed)
    if (composeState().session === session) openContent(EMPTY_DRAFT)
    notifications.show({
      id: `send-${id}`,
      message: <SendNotice id={id} sendsAt={sendsAt} content={content} draftId={draftId} />,
      autoClose: false,
      closeButtonProps: { 'aria-label': i18next.t('common:close') },
    })
  } catch (error) {
    showError(error)
  } finally {
    isSending = false
  }
}
