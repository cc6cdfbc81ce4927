import { useMass } from '../mass-context.ts'
import { type Upload, useUpload } from '../use-upload.ts'

interface FixedFiles {
  readonly upload: Upload
  readonly add: (files: readonly File[]) => Promise<void>
}

/** Takes in files that go with every message. */
export function useFixedAttachments(): FixedFiles {
  const { changeContent } = useMass()
  const upload = useUpload()
  const add = async (files: readonly File[]) => {
    const arrived = await upload.start(files)
    const added = arrived.map((file) => ({ ...file, contentId: null }))
    if (added.length > 0) changeContent((now) => ({ attachments: [...now.attachments, ...added] }))
  }
  return { upload, add }
}
