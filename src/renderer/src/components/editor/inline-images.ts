/** Pictures the editor can show for a `cid:`; all of them come from this computer. */
import type { DraftAttachment, FileToken } from '../../../../shared/draft-types.ts'
import { invoke } from '../../api.ts'

/** Those put in while this window is open, by contentId. */
const fresh = new Map<string, string>()
/** Those of earlier sessions; null for what is no picture, or too large. */
const kept = new Map<FileToken, Promise<string | null>>()

export function newContentId(): string {
  return `img-${crypto.randomUUID().slice(0, 12)}`
}

export function rememberInlineImage(contentId: string, file: File): void {
  fresh.set(contentId, URL.createObjectURL(file))
}

/** The address of what the editor's own picture element shows; the message keeps the source as it is. */
export function shownImage(
  source: string,
  attachments: readonly DraftAttachment[],
): string | null | Promise<string | null> {
  if (source.startsWith('data:image/')) return source
  const contentId = /^cid:(.*)$/is.exec(source)?.[1]
  if (contentId === undefined) return null
  const url = fresh.get(contentId)
  if (url !== undefined) return url
  const token = attachments.find((each) => each.contentId === contentId)?.token
  if (token === undefined) return null
  const known = kept.get(token) ?? load(token)
  kept.set(token, known)
  return known
}

async function load(token: FileToken): Promise<string | null> {
  try {
    const image = await invoke('files.image', token)
    return image === null ? null : URL.createObjectURL(blobOf(image))
  } catch {
    // Main does not hold it any more; sending says so, and the editor shows its description.
    return null
  }
}

function blobOf({ bytes, mimetype }: { readonly bytes: Uint8Array; readonly mimetype: string }): Blob {
  return new Blob([new Uint8Array(bytes)], { type: mimetype })
}
