/** The forms in which a script may give another representation of the body. */
import { InputError } from '../../shared/errors.ts'
import type { Alternative } from '../../shared/mail-types.ts'
import { isText, parseMediaType } from '../mail/media-type.ts'
import { readText, type Text } from './text.ts'

export type AlternativeContent = Text | Uint8Array

export interface AlternativeFields {
  readonly content: AlternativeContent
  readonly mimetype: string
}

export type AlternativeInput = readonly [content: AlternativeContent, mimetype: string] | AlternativeFields

/** Throws an InputError `invalid-content` unless both content and type are there. */
export function alternativeFields(input: AlternativeInput): AlternativeFields {
  const [content, mimetype] = isPair(input) ? input : [input.content, input.mimetype]
  // JavaScript callers reach this without the compiler's help.
  if (content === undefined || content === null || !mimetype) {
    throw new InputError('invalid-content', 'alternatives: Both content and mimetype must be provided.', {
      field: 'alternatives',
    })
  }
  return { content, mimetype }
}

export function readAlternative(input: AlternativeInput): Alternative {
  const { content, mimetype } = alternativeFields(input)
  return { content: content instanceof Uint8Array ? content : readText('alternatives', content), mimetype }
}

/** The text of a `text/…` representation, undefined for all others. */
export function textOfAlternative({ content, mimetype }: Alternative): string | undefined {
  if (!isText(parseMediaType(mimetype, 'alternatives'))) return undefined
  return typeof content === 'string' ? content : Buffer.from(content).toString('utf8')
}

function isPair(input: AlternativeInput): input is Extract<AlternativeInput, readonly unknown[]> {
  return Array.isArray(input)
}
