import type { DraftContent } from '../../../../shared/draft-types.ts'
import { invoke, saveFile, uploadFile } from '../../api.ts'
import { printMessage } from '../../components/print-message.ts'
import { saveNow } from './autosave.ts'
import { openContent } from './compose-store.ts'

export async function exportEml(content: DraftContent): Promise<void> {
  await saveFile((await invoke('compose.exportEml', content)).token)
}

export async function importEml(file: File): Promise<void> {
  const { token } = await uploadFile(file)
  const content = await invoke('compose.importEml', token)
  await saveNow()
  openContent(content)
}

/** The bytes that would leave, whether or not their preview is in sight. */
export async function printContent(content: DraftContent): Promise<void> {
  await printMessage(await invoke('compose.preview', content))
}
