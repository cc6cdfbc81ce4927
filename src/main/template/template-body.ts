/** Which parts the body of a template becomes. */
import type { AlternativeDocument, AttachmentDocument } from '../mail/message-file.ts'
import { compileText, type LiquidText } from './liquid.ts'
import {
  compileHtml,
  compileHtmlWithText,
  compileMarkdown,
  compileTextOfHtml,
  type TextAndHtml,
} from './parts.ts'
import type { TemplateSource } from './template-source.ts'

export interface CompiledBody {
  readonly body: LiquidText | undefined
  readonly contentSubtype: string | undefined
  readonly alternatives: readonly CompiledAlternative[] | undefined
}

export interface CompiledAlternative {
  readonly content: LiquidText
  readonly mimetype: string
}

/** HTML, XML, SVG and their relatives, by type or file name. */
const MARKUP = /[/+.](?:x?html?|xml|svg|x-amp-html)\s*(?:;|$)/i

/** Whether values in the content of an attachment must be escaped. */
export function isMarkup({ filename = '', mimetype }: AttachmentDocument): boolean {
  return MARKUP.test(mimetype ?? filename)
}

/** A message with HTML always has text, too, unless its author wrote an empty one. */
export function compileBody(source: TemplateSource): CompiledBody {
  const { document, format, language } = source
  const { body = '', contentSubtype, subject = '', charset = 'utf-8' } = document
  const place = source.placeOf(['body'])
  refusePlaceholders(source, ['contentSubtype'], contentSubtype)
  const alternatives = document.alternatives?.map((alternative, index) =>
    compileAlternative(source, alternative, index),
  )
  const isHtml = format === 'html' || (!format && contentSubtype?.toLowerCase() === 'html')
  if (format === 'markdown') {
    return bothParts(source, compileMarkdown(body, { subject, charset, language }, place), alternatives)
  }
  if (isHtml && (format || !alternatives?.length))
    return bothParts(source, compileHtmlWithText(body, place), alternatives)
  return {
    body:
      document.body === undefined
        ? textOfAlternative(source)
        : isHtml
          ? compileHtml(body, place)
          : compileText(body, place),
    contentSubtype,
    alternatives,
  }
}

function bothParts(
  source: TemplateSource,
  { text, html }: TextAndHtml,
  others: readonly CompiledAlternative[] = [],
): CompiledBody {
  const second = others.findIndex(({ mimetype }) => isHtmlType(mimetype))
  if (second >= 0)
    throw source.refuse(['alternatives', second], 'is a second HTML part; remove it or the format')
  return {
    body: text,
    contentSubtype: undefined,
    alternatives: [{ content: html, mimetype: 'text/html' }, ...others],
  }
}

function textOfAlternative(source: TemplateSource): LiquidText | undefined {
  const { alternatives = [] } = source.document
  const index = alternatives.findIndex(({ mimetype }) => isHtmlType(mimetype))
  const html = alternatives[index]
  return html && compileTextOfHtml(html.content, source.placeOf(['alternatives', index, 'content']))
}

function compileAlternative(
  source: TemplateSource,
  { content, mimetype }: AlternativeDocument,
  index: number,
): CompiledAlternative {
  refusePlaceholders(source, ['alternatives', index, 'mimetype'], mimetype)
  const place = source.placeOf(['alternatives', index, 'content'])
  return {
    content: MARKUP.test(mimetype) ? compileHtml(content, place) : compileText(content, place),
    mimetype,
  }
}

/** It decides how values are escaped, so it cannot differ from row to row. */
function refusePlaceholders(source: TemplateSource, path: readonly PropertyKey[], text = ''): void {
  if (/\{[{%]/.test(text)) throw source.refuse(path, 'cannot hold placeholders; write the type itself')
}

function isHtmlType(mimetype: string): boolean {
  return /^\s*text\/html\s*(?:;|$)/i.test(mimetype)
}
