/** From one kind of body to another; what is written survives, formatting only as far as the new kind knows it. */
import type { BodyKind } from '../../../../shared/draft-types.ts'
import { htmlToMarkdown, htmlToPlain } from './html-to-text.ts'

/** Elements and attributes the rich editor does not keep. */
const BEYOND_RICH =
  'table, style, div, span, font, center, section, header, footer, [style], [class], [bgcolor]'
/** What Markdown cannot say without HTML. */
const BEYOND_MARKDOWN = `${BEYOND_RICH}, u, [width], [height]`

function isHtml(kind: BodyKind): boolean {
  return kind === 'rich' || kind === 'html'
}

export function losesFormatting(from: BodyKind, to: BodyKind, source: string): boolean {
  if (!isHtml(from) || source.trim() === '') return false
  const { body, head } = new DOMParser().parseFromString(source, 'text/html')
  const has = (selector: string) => [body, head].some((each) => each.querySelector(selector) !== null)
  if (to === 'rich') return has(BEYOND_RICH)
  if (to === 'markdown') return has(BEYOND_MARKDOWN)
  return to === 'plain' && has('*:not(p, br)')
}

export async function convertBody(from: BodyKind, to: BodyKind, source: string): Promise<string> {
  if (from === to || source === '') return source
  if (isHtml(from)) {
    if (isHtml(to)) return source
    return to === 'markdown' ? htmlToMarkdown(source) : htmlToPlain(source)
  }
  if (!isHtml(to)) return source
  return from === 'markdown' ? markdownToHtml(source) : plainToHtml(source)
}

async function markdownToHtml(source: string): Promise<string> {
  const { marked } = await import('marked')
  return marked.parse(source, { async: true })
}

export function plainToHtml(source: string): string {
  return source
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .filter((each) => each.trim() !== '')
    .map((each) => `<p>${escapeHtml(each).replace(/\r?\n/g, '<br>')}</p>`)
    .join('\n')
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
