/** Makes the parts of messages; a maker that remembers gives the same part for the same input without encoding it again. */
import type { FileAttachment } from '../../shared/mail-types.ts'
import type { MediaType } from './media-type.ts'
import { type AttachedPart, filePart, type LeafPart, type TextOptions, textPart } from './parts.ts'

export interface PartMaker {
  text(text: string, type: MediaType, options: TextOptions, field: string): LeafPart
  file(file: FileAttachment, field: string): AttachedPart
}

/** Makes every part anew: what the others must equal. */
export const plainMaker: PartMaker = { text: textPart, file: filePart }

/** Octets of encoded attachments that are remembered. */
const MOST_OCTETS = 128 * 1024 * 1024

interface RememberedText {
  readonly text: string
  readonly type: MediaType
  readonly options: TextOptions
  readonly part: LeafPart
}

/**
 * Remembers the last text of each field, which a template without placeholders never changes, and encoded
 * attachments by their content, which must not be changed afterwards.
 */
export class RememberingMaker implements PartMaker {
  readonly #texts = new Map<string, RememberedText>()
  #files = new WeakMap<Uint8Array, Map<string, AttachedPart>>()
  #octets = 0

  text(text: string, type: MediaType, options: TextOptions, field: string): LeafPart {
    const last = this.#texts.get(field)
    if (last && last.text === text && sameType(last.type, type) && sameOptions(last.options, options))
      return last.part
    const part = textPart(text, type, options, field)
    this.#texts.set(field, { text, type, options, part })
    return part
  }

  file(file: FileAttachment, field: string): AttachedPart {
    const { content, filename, mimetype, contentId } = file
    if (typeof content === 'string') return filePart(file, field)
    const known = this.#files.get(content) ?? new Map<string, AttachedPart>()
    const key = JSON.stringify([filename, mimetype, contentId])
    const earlier = known.get(key)
    if (earlier) return earlier
    const made = filePart(file, field)
    this.#octets += content.byteLength
    if (this.#octets > MOST_OCTETS) {
      this.#files = new WeakMap()
      this.#octets = content.byteLength
    }
    this.#files.set(content, known.set(key, made))
    return made
  }
}

function sameType(a: MediaType, b: MediaType): boolean {
  return a.essence === b.essence && JSON.stringify(a.params) === JSON.stringify(b.params)
}

function sameOptions(a: TextOptions, b: TextOptions): boolean {
  return a.charset === b.charset && a.unencodable === b.unencodable
}
