/** A finished message taken apart again for people: everything here is read from its bytes. */
import type { Envelope } from './mail-types.ts'

export interface HeaderLine {
  readonly name: string
  /** Decoded, unfolded. */
  readonly value: string
  /** As it stands in the bytes, folded, without the name. */
  readonly raw: string
}

/** One MIME entity. */
export interface PartView {
  /** `1`, `1.2`, …; the message itself is the empty path. */
  readonly path: string
  readonly type: string
  readonly charset: string | null
  readonly transferEncoding: string
  readonly disposition: string | null
  readonly filename: string | null
  readonly contentId: string | null
  /** Octets: as encoded in the message, and decoded. */
  readonly encodedSize: number
  readonly size: number
  readonly parts: readonly PartView[]
}

export type CheckLevel = 'ok' | 'note' | 'warning' | 'error'

/** A finding of the offline checks. `code` is stable and is what the catalogue translates. */
export interface CheckFinding {
  readonly code: string
  readonly level: CheckLevel
  /** One English sentence, with what was found. */
  readonly message: string
  /** Where there is something to list: links, features, images. */
  readonly details: readonly string[]
}

export interface LinkView {
  readonly target: string
  readonly text: string
}

export interface MessageView {
  readonly messageId: string | null
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly cc: string
  /** Milliseconds since 1970; null where the header cannot be read. */
  readonly date: number | null
  /** Octets of the whole message. */
  readonly size: number
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string
  readonly envelope: Envelope | null
  readonly headers: readonly HeaderLine[]
  readonly root: PartView
  readonly text: string | null
  /** HTML as it stands in the message. */
  readonly html: string | null
  /** Opaque name of the page that shows the HTML in its frame; null where there is no HTML. */
  readonly page: string | null
  /** The raw message as text, at most 1 MiB of it. */
  readonly source: string
  readonly isSourceCut: boolean
  readonly links: readonly LinkView[]
  readonly checks: readonly CheckFinding[]
}
