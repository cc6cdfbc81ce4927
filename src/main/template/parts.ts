/** The body of a template as text and as HTML: one is made from the other when the template is compiled. */
import { InputError } from '../../shared/errors.ts'
import { type Escaping, escapeHtml } from './engine.ts'
import { guardLinks } from './html-links.ts'
import { htmlToText, withoutTagLines } from './html-text.ts'
import { compileLiquid, compileText, type LiquidText } from './liquid.ts'
import { scanLiquid } from './liquid-scan.ts'
import { LiquidTokens } from './liquid-tokens.ts'
import { htmlDocument, markdownToHtml } from './markdown.ts'
import { invalidTemplate, type TextPlace } from './text-place.ts'

export interface TextAndHtml {
  readonly text: LiquidText
  readonly html: LiquidText
}

/** HTML with escaped values and guarded links. */
export function compileHtml(source: string, place: TextPlace): LiquidText {
  const { tokens, html } = protectHtml(source, place)
  return compileGuarded(
    html,
    tokens,
    place,
    (offset) => tokens.restore(html.slice(0, offset)).split('\n').length,
  )
}

/** HTML, and the text made from it. */
export function compileHtmlWithText(source: string, place: TextPlace): TextAndHtml {
  return { html: compileHtml(source, place), text: compileTextOfHtml(source, place) }
}

/** The text part of an HTML template. */
export function compileTextOfHtml(source: string, place: TextPlace): LiquidText {
  const { tokens, html } = protectHtml(source, place)
  const advice = 'no text part can be made from this HTML; open and close Liquid tags around whole elements'
  return compileMade(tokens.restore(htmlToText(html, tokens)), 'text', place, advice)
}

/** What the head of an HTML document is made of; Liquid sources, the language excepted. */
interface HtmlHead {
  readonly subject: string
  readonly charset: string
  readonly language: string | undefined
}

/** Markdown is its own text part. */
export function compileMarkdown(source: string, head: HtmlHead, place: TextPlace): TextAndHtml {
  compileText(source, place)
  const tokens = new LiquidTokens([source, head.subject, head.charset])
  const protect = (text: string) => tokens.protect(scanLiquid(text, place))
  const markdown = protect(source)
  const html = htmlDocument({
    body: markdownToHtml(markdown, tokens),
    title: escapeHtml(protect(head.subject)),
    charset: escapeHtml(protect(head.charset)),
    language: head.language,
  })
  return {
    text: compileLiquid(tokens.restore(withoutTagLines(markdown, tokens)), 'text', place),
    html: compileGuarded(html, tokens, place, () => 1),
  }
}

/** Compiles the source once as it stands, so that its errors name the author's own lines. */
function protectHtml(source: string, place: TextPlace) {
  compileText(source, place)
  const tokens = new LiquidTokens([source])
  return { tokens, html: tokens.protect(scanLiquid(source, place)) }
}

function compileGuarded(
  html: string,
  tokens: LiquidTokens,
  place: TextPlace,
  lineOf: (offset: number) => number,
): LiquidText {
  const refuse = (problem: string, offset: number) => invalidTemplate(problem, place, lineOf(offset))
  const advice =
    'a Liquid tag opens or closes inside a link target; do both inside its quotes, or both outside'
  return compileMade(tokens.restore(guardLinks(html, tokens, refuse)), 'html', place, advice)
}

/** The author's own source compiled before: what fails here was torn apart on the way. */
function compileMade(source: string, escaping: Escaping, place: TextPlace, advice: string): LiquidText {
  try {
    return compileLiquid(source, escaping, place)
  } catch (error) {
    throw error instanceof InputError ? invalidTemplate(advice, place) : error
  }
}
