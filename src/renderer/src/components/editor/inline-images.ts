/** Pictures the editor can show for a `cid:`: those that were put in while this window is open. */
const urls = new Map<string, string>()

export function rememberInlineImage(contentId: string, file: File): void {
  urls.set(contentId, URL.createObjectURL(file))
}

/** What the editor's own picture element shows for a source; the message keeps the source as it is. */
export function shownImage(source: string): string | null {
  if (source.startsWith('cid:')) return urls.get(source.slice('cid:'.length)) ?? null
  return source.startsWith('data:') ? source : null
}
