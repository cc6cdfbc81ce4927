/** Prints a message, or lets the system make a PDF of it: its head, then all of it on as many pages as it takes. */
import i18next from 'i18next'
import type { MessageView } from '../../../shared/view-types.ts'
import { pageUrl } from '../api.ts'
import { formatDateTime } from '../i18n/format.ts'

const FRAME = 'mailwright-print'

/** Out of sight, but with a width: what is not laid out cannot be printed. */
const HIDDEN = 'position: fixed; inset-inline-start: -10000px; width: 720px; height: 1000px; border: 0'

const STYLE = `
  @page { margin: 16mm }
  .print-head { font: 13px/1.5 system-ui, sans-serif; color: #000; margin: 0 0 16px; padding: 0 0 12px; border-bottom: 1px solid #888 }
  .print-head h1 { font-size: 18px; margin: 0 0 8px }
  .print-head p { margin: 0; overflow-wrap: anywhere }
  .print-text { font: 12px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
`

/**
 * A frame of its own, since a frame in the page is printed as a picture of what is in sight. No script can
 * run in it; that it is of this origin lets us write the head and ask for the print, and nothing else.
 */
export async function printMessage(view: MessageView): Promise<void> {
  document.getElementById(FRAME)?.remove()
  const frame = document.createElement('iframe')
  frame.id = FRAME
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals')
  frame.setAttribute('style', HIDDEN)
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  frame.srcdoc = view.page === null ? '<!doctype html>' : await (await fetch(pageUrl(view.page))).text()
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  document.body.append(frame)
  await loaded
  const { contentDocument: page, contentWindow: inside } = frame
  if (page === null || inside === null) return
  page.title = view.subject
  page.head.append(element(page, 'style', STYLE))
  if (view.page === null) page.body.append(element(page, 'pre', view.text ?? '', 'print-text'))
  page.body.prepend(head(page, view))
  inside.print()
}

function head(page: Document, { subject, from, to, cc, date }: MessageView): HTMLElement {
  const t = i18next.t
  const block = element(page, 'header', '', 'print-head')
  block.append(element(page, 'h1', subject || t('outbox:list.noSubject')))
  const lines = [
    [t('outbox:message.from'), from],
    [t('outbox:message.to'), to],
    ['Cc', cc],
    [t('outbox:message.date'), date === null ? '' : formatDateTime(date)],
  ] as const
  for (const [name, value] of lines) {
    if (value !== '') block.append(element(page, 'p', `${name}: ${value}`))
  }
  return block
}

function element(page: Document, name: string, text: string, className = ''): HTMLElement {
  const made = page.createElement(name)
  made.textContent = text
  if (className !== '') made.className = className
  return made
}
