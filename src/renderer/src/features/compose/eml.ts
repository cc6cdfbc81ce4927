import type { DraftContent } from '../../../../shared/draft-types.ts'
import { invoke, saveFile, uploadFile } from '../../api.ts'
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
