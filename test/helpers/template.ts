/** Short ways to a rendered template. */
import type { MessageDocument } from '../../src/main/mail/message-file.ts'
import { compileTemplate } from '../../src/main/template/template.ts'

/** A row as the CSV gives it: without prototype. */
export function rowOf(cells: Record<string, string>): Record<string, string> {
  const row: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(cells)) row[name] = value
  return row
}

/** Renders a text template: `settings` is its front matter. */
export function renderText(settings: string, body: string, cells: Record<string, string>): MessageDocument {
  return compileTemplate(`---\n${settings}\n---\n${body}`, 'mail.md').render(rowOf(cells))
}

export function htmlOf(document: MessageDocument): string {
  const html = document.alternatives?.find(({ mimetype }) => mimetype === 'text/html')
  if (!html) throw new Error('The message has no HTML part.')
  return html.content
}

/** The error a function throws; fails when it throws none. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}
