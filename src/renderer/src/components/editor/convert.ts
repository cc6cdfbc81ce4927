/** From one kind of body to another; what is written survives, formatting only as far as the new kind knows it. */
import type { BodyKind } from '../../../../shared/draft-types.ts'
import { htmlToMarkdown, htmlToPlain } from './html-to-text.ts'
import { LiquidWords } from './liquid/liquid-words.ts'

export function isHtml(kind: BodyKind): boolean {
  return kind === 'rich' || kind === 'html'
}

/** Placeholders come through as they are, whatever characters they hold. */
export async function convertBody(from: BodyKind, to: BodyKind, source: string): Promise<string> {
  if (from === to || source === '' || (isHtml(from) && isHtml(to)) || (!isHtml(from) && !isHtml(to)))
    return source
  const words = new LiquidWords(source)
  return words.restore(await convert(from, to, words.protect(source)))
}

async function convert(from: BodyKind, to: BodyKind, source: string): Promise<string> {
  if (isHtml(from)) return to === 'markdown' ? htmlToMarkdown(source) : htmlToPlain(source)
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
