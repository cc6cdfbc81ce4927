import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import type { DraftAttachment, FileInfo } from '../../../../shared/draft-types.ts'
import { uploadFile } from '../../api.ts'
import { newContentId, rememberInlineImage } from '../../components/editor/inline-images.ts'
import { showError } from '../../components/notices.ts'
import { composeState, editContent } from './compose-store.ts'

export async function addAttachments(files: readonly File[]): Promise<void> {
  for (const file of files) {
    const info = await takeIn(file)
    if (info !== null) add({ ...info, contentId: null })
  }
}

/** Takes a picture in as an inline attachment and gives its contentId; null when it could not be taken. */
export async function addInlineImage(file: File): Promise<string | null> {
  const info = await takeIn(file)
  if (info === null) return null
  const contentId = newContentId()
  rememberInlineImage(contentId, file)
  add({ ...info, contentId })
  return contentId
}

function add(attachment: DraftAttachment): void {
  editContent(({ attachments }) => ({ attachments: [...attachments, attachment] }))
}

export function changeAttachment(index: number, contentId: string | null): void {
  editContent(({ attachments }) => ({
    attachments: attachments.map((each, at) => (at === index ? { ...each, contentId } : each)),
  }))
}

export function removeAttachment(index: number): void {
  editContent(({ attachments }) => ({ attachments: attachments.filter((_, at) => at !== index) }))
}

/** A message that was changed for another one meanwhile does not get the file. */
async function takeIn(file: File): Promise<FileInfo | null> {
  const { session } = composeState()
  const id = `upload-${crypto.randomUUID()}`
  const message = (done: number) =>
    i18next.t('compose:files.uploading', {
      name: file.name,
      done: new Intl.NumberFormat(i18next.language, { style: 'percent' }).format(
        file.size === 0 ? 1 : done / file.size,
      ),
    })
  const shows = file.size > 4 * 1024 * 1024
  if (shows) notifications.show({ id, message: message(0), autoClose: false })
  try {
    const info = await uploadFile(
      file,
      (done) => shows && notifications.update({ id, message: message(done) }),
    )
    return composeState().session === session ? info : null
  } catch (error) {
    showError(error)
    return null
  } finally {
    notifications.hide(id)
  }
}
