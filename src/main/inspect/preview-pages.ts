/** Pages for the frames of previews, under names nobody can guess; the latest ones only. */
import { randomBytes } from 'node:crypto'
import type { PreviewPages } from '../ipc/app-context.ts'

const MOST = 50

export function previewPages(): PreviewPages {
  const pages = new Map<string, string>()
  return {
    publish: (html) => {
      const name = randomBytes(16).toString('base64url')
      pages.set(name, html)
      const [oldest] = pages.keys()
      if (pages.size > MOST && oldest !== undefined) pages.delete(oldest)
      return name
    },
    page: (name) => pages.get(name),
  }
}
