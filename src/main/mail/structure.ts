/** Which parts a message has and how they nest: text, alternatives, related images, attachments. */
import { isUtf8 } from 'node:buffer'
import { InputError } from '../../shared/errors.ts'
import type { Alternative, Attachment, Message, MimePolicy } from '../../shared/mail-types.ts'
import { isText, isUtf8Label, type MediaType, parseMediaType } from './media-type.ts'
import { asBuffer } from './octets.ts'
import type { PartMaker } from './part-maker.ts'
import { binaryPart, type MultipartPart, type Part, type TextOptions } from './parts.ts'
import { readyPart } from './ready-part.ts'

/** One way to show the message, with the HTML that may refer to images. */
interface Representation {
  readonly part: Part
  readonly html: string | undefined
}

/** An attachment, and the representation it belongs to; undefined for those that stand beside the text. */
interface Placed {
  readonly part: Part
  readonly owner: Representation | undefined
}

/**
 * The tree of the message, outermost part first: mixed(alternative(text, related(html, images)), files),
 * each level only where it is needed. Throws InputError for content that cannot be sent.
 */
export function partTree(message: Message, policy: MimePolicy, maker: PartMaker): Part {
  const representations = representationsOf(message, policy, maker)
  const attachments = message.attachments.map((attachment, i) => place(attachment, i, representations, maker))
  const content = representations.map((representation) => withImages(representation, attachments))
  const beside = attachments.filter(({ owner }) => owner === undefined).map(({ part }) => part)

  const text = message.alternatives.length > 0 ? [multipart('alternative', content)] : content
  const [only] = text
  return only && beside.length === 0 ? only : multipart('mixed', [...text, ...beside])
}

function representationsOf(
  message: Message,
  policy: MimePolicy,
  maker: PartMaker,
): readonly Representation[] {
  const options: TextOptions = { charset: message.charset, unencodable: policy.unencodable }
  const alternatives = message.alternatives.map((alternative, i) =>
    representation(alternative, options, `alternatives[${i}]`, maker),
  )
  const isBare = alternatives.length === 0 && message.attachments.length === 0
  if (message.body === '' && !isBare) return alternatives
  const body = { content: message.body, mimetype: `text/${message.contentSubtype}` }
  return [representation(body, options, 'body', maker), ...alternatives]
}

function representation(
  { content, mimetype }: Alternative,
  options: TextOptions,
  field: string,
  maker: PartMaker,
): Representation {
  // JavaScript callers and JSON reach this without the compiler's help.
  if (content === undefined || content === null || !mimetype) {
    throw new InputError('invalid-content', `${field}: Both content and mimetype must be provided.`, {
      field,
    })
  }
  const type = parseMediaType(mimetype, field)
  if (type.essence.startsWith('message/')) {
    const problem = `${field}: ${type.essence} cannot be an alternative; attach the message instead.`
    throw new InputError('invalid-mimetype', problem, { field })
  }
  const text = isText(type) ? textOf(content, type, field) : undefined
  if (text === undefined) return { part: binaryPart(content, type, field), html: undefined }
  return {
    part: maker.text(text, type, options, field),
    html: type.essence === 'text/html' ? text : undefined,
  }
}

/** Undefined for octets in a charset of their own, which are sent as they are. */
function textOf(content: string | Uint8Array, type: MediaType, field: string): string | undefined {
  if (typeof content === 'string') return content
  if (!isUtf8Label(type.params.charset)) return undefined
  if (isUtf8(content)) return asBuffer(content).toString('utf8')
  const problem = `${field} is not UTF-8 text; name its charset in the mimetype, e.g. ${type.essence}; charset=shift_jis.`
  throw new InputError('invalid-content', problem, { field })
}

function place(
  attachment: Attachment,
  index: number,
  representations: readonly Representation[],
  maker: PartMaker,
): Placed {
  const field = `attachments[${index}]`
  const { part, contentId } =
    attachment.kind === 'file' ? maker.file(attachment, field) : readyPart(attachment, field)
  // The last representation is the one a reader prefers (RFC 2046 section 5.1.4).
  const owner =
    contentId === undefined ? undefined : representations.findLast(({ html }) => refersTo(html, contentId))
  return { part, owner }
}

function refersTo(html: string | undefined, contentId: string): boolean {
  if (html === undefined) return false
  for (const [, link = ''] of html.matchAll(/\bcid:([^\s"'<>()\\]+)/gi)) {
    if (link === contentId || link === encodeURIComponent(contentId)) return true
  }
  return false
}

function withImages(representation: Representation, attachments: readonly Placed[]): Part {
  const images = attachments.filter(({ owner }) => owner === representation).map(({ part }) => part)
  return images.length === 0 ? representation.part : multipart('related', [representation.part, ...images])
}

function multipart(subtype: MultipartPart['subtype'], parts: readonly Part[]): MultipartPart {
  return { kind: 'multipart', subtype, parts }
}
