/** Which link targets a value may make: a cell must not turn a link into a script or a local file. */
import { Parser } from 'htmlparser2'
import { visible } from '../mail/visible.ts'

/** Attributes that a click, a submission or opening the message follows. */
const LINKS = ['href', 'xlink:href', 'action', 'formaction', 'cite', 'longdesc']
/** Attributes that load an image or another part. */
const SOURCES = ['src', 'background', 'poster', 'data']

const SAFE_LINK = /^(?:https?:|mailto:|#)/i
const SAFE_SOURCE = /^(?:https?:|cid:|data:image\/)/i

/** What a reader's program drops before it looks at the scheme (WHATWG URL, "basic URL parser"), and more. */
const IGNORED = /[\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}]/gu

/** A value made a target unsafe; told to people with the name of the field. */
export class UnsafeTarget extends Error {}

export function isTargetAttribute(attribute: string): boolean {
  return LINKS.includes(attribute) || SOURCES.includes(attribute)
}

/**
 * `html` is the rendered inside of the attribute, entities and all; `columns` are those it was made from.
 * Throws UnsafeTarget unless the target is http, https or mailto, or what an image may have.
 */
export function assertSafeTarget(html: string, attribute: string, columns: () => readonly string[]): void {
  const isLink = LINKS.includes(attribute)
  const safe = isLink ? SAFE_LINK : SAFE_SOURCE
  // No decoding changes a scheme that is spelt out.
  if (safe.test(html)) return
  const target = decodeEntities(html)
  if (safe.test(target.replace(IGNORED, ''))) return
  const names = columns().map((name) => visible(name))
  const origin = names.length === 0 ? '' : ` from the column ${names.join(' and ')}`
  const allowed = isLink ? 'http, https and mailto links' : 'http, https, cid and data:image sources'
  throw new UnsafeTarget(`${attribute} becomes ${visible(target)}${origin}; only ${allowed} can be sent`)
}

function decodeEntities(html: string): string {
  if (!html.includes('&')) return html
  let decoded = ''
  const parser = new Parser({ onattribute: (_name, value) => (decoded = value) }, { decodeEntities: true })
  const quote = html.includes('"') ? "'" : '"'
  parser.end(`<a x=${quote}${html}${quote}>`)
  return decoded
}
