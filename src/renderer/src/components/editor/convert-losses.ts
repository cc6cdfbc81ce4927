/** What a body loses when it becomes one of another kind. */
import type { BodyKind } from '../../../../shared/draft-types.ts'
import { isHtml } from './convert.ts'
import { LiquidWords } from './liquid/liquid-words.ts'

/** In the words of the catalogue: `convert.loss`. */
export type Loss =
  | 'tables'
  | 'styles'
  | 'layout'
  | 'comments'
  | 'liquid'
  | 'underline'
  | 'imageSize'
  | 'images'
  | 'links'
  | 'formatting'

/** How a loss shows in the elements and attributes of the HTML. */
const SIGNS: Readonly<Record<Exclude<Loss, 'comments' | 'liquid'>, string>> = {
  tables: 'table',
  styles: 'style, font, [style], [class], [bgcolor], [color], [align]',
  layout: 'div, span, center, section, article, header, footer, main',
  underline: 'u, ins',
  imageSize: 'img[width], img[height]',
  images: 'img',
  links: 'a[href]',
  formatting: 'strong, b, em, i, u, s, del, code, h1, h2, h3, h4, h5, h6, blockquote, ul, ol, hr, pre',
}

const LOST: Readonly<Record<BodyKind, readonly Loss[]>> = {
  html: [],
  rich: ['tables', 'styles', 'layout', 'comments', 'liquid'],
  markdown: ['tables', 'styles', 'layout', 'comments', 'liquid', 'underline', 'imageSize'],
  plain: ['tables', 'styles', 'images', 'links', 'formatting'],
}

/** Empty where nothing goes. */
export function lossesOf(from: BodyKind, to: BodyKind, source: string): readonly Loss[] {
  if (!isHtml(from) || from === to || source.trim() === '') return []
  const words = new LiquidWords(source)
  const html = new DOMParser().parseFromString(words.protect(source), 'text/html')
  return LOST[to].filter((loss) => {
    if (loss === 'comments') return /<!--(?!\s*-->)/.test(source)
    if (loss === 'liquid') return hasLiquidInTags(html, words)
    return html.querySelector(SIGNS[loss]) !== null
  })
}

/** A placeholder that writes attributes, not their values. */
function hasLiquidInTags(html: Document, words: LiquidWords): boolean {
  return [...html.querySelectorAll('*')].some((element) =>
    [...element.attributes].some(({ name }) => words.isIn(name)),
  )
}
