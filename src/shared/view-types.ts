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

/** Stable, and what the catalogues of the window translate. */
export type CheckCode =
  | 'alt-missing'
  | 'css-background'
  | 'css-flex'
  | 'css-fonts'
  | 'css-grid'
  | 'css-media'
  | 'css-position'
  | 'css-radius'
  | 'css-variables'
  | 'date-missing'
  | 'dkim-alignment'
  | 'dkim-missing'
  | 'element-removed'
  | 'from-missing'
  | 'html-clipped'
  | 'image-remote'
  | 'lang-missing'
  | 'link-empty'
  | 'link-http'
  | 'link-misleading'
  | 'link-scheme'
  | 'many-visible'
  | 'message-id-missing'
  | 'no-recipients'
  | 'placeholder-left'
  | 'size-large'
  | 'subject-empty'
  | 'text-missing'
  | 'unsubscribe-missing'
  | 'unsubscribe-post-missing'
  | 'unsubscribe-unsigned'

/** A finding of the offline checks. */
export interface CheckFinding {
  readonly code: CheckCode
  readonly level: CheckLevel
  /** One English sentence, with what was found: for terminals and logs. */
  readonly message: string
  /** The figures and names of the sentence, for sentences in other languages. */
  readonly values: Readonly<Record<string, string | number>>
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
