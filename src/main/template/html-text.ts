/** The text part of an HTML template, made once: per row both are the same values in different places. */
import { htmlToText as convert, type FormatCallback } from 'html-to-text'
import type { LiquidTokens } from './liquid-tokens.ts'

const alternativeText: FormatCallback = (element, _walk, builder) => {
  const text: unknown = element.attribs?.alt
  if (typeof text === 'string') builder.addInline(text)
}

/** HTML with the placeholders of `tokens` in it to text with the same placeholders. */
export function htmlToText(html: string, tokens: LiquidTokens): string {
  const text = convert(html, {
    // Values decide how long lines get.
    wordwrap: false,
    // Liquid before and after the body element counts, too.
    baseElements: { selectors: [], returnDomByDefault: true },
    formatters: { alternativeText },
    selectors: [
      ...['head', 'style', 'script', 'title', 'template'].map((selector) => ({ selector, format: 'skip' })),
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'alternativeText' },
    ],
  })
  // A line break between a tag and text became a blank.
  const blanks = new RegExp(`^(?:${tokens.pattern('block')} )+`, 'gm')
  const joined = text.replace(blanks, (tags) => tags.replaceAll(' ', ''))
  return `${withoutTagLines(joined, tokens)}\n`
}

/** Lines that only hold tags vanish, with the gap before or after them: each would leave one behind. */
export function withoutTagLines(text: string, tokens: LiquidTokens): string {
  const line = new RegExp(
    `^[ \\t]*((?:${tokens.pattern('block')}[ \\t]*)+)(?:\\r?\\n((?:[ \\t]*\\r?\\n)*)|$(?![^]))`,
    'gm',
  )
  return text.replace(line, (_, tags: string, gap: string | undefined, offset: number) => {
    const followsGap = /(?:^|\n)[ \t]*\r?\n$|^$/.test(text.slice(Math.max(0, offset - 200), offset))
    return followsGap ? tags : tags + (gap ?? '')
  })
}
