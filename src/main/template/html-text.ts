/** The text part of an HTML template, made once: per row both are the same values in different places. */
import { type FormatCallback, htmlToText as convert } from 'html-to-text'
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
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'alternativeText' },
    ],
  })
  return `${withoutTagLines(text, tokens)}\n`
}

/** Lines that only hold tags vanish, with the blank lines after them: each would leave a gap behind. */
export function withoutTagLines(text: string, tokens: LiquidTokens): string {
  const line = new RegExp(`^[ \\t]*((?:${tokens.pattern('block')}[ \\t]*)+)(?:\\r?\\n(?:[ \\t]*\\r?\\n)*|$(?![^]))`, 'gm')
  return text.replace(line, '$1')
}

