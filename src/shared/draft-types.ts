/** What a person writes before it is a message. */

/** An opaque name main gave to a file it holds; says nothing about where the file lies. */
export type FileToken = string

/** A file main holds for the window. */
export interface FileInfo {
  readonly token: FileToken
  /** As the user knows it, without any folder. */
  readonly name: string
  readonly mimetype: string
  /** Octets. */
  readonly size: number
}

/** A picture as the editor shows it. */
export interface ShownImage {
  readonly mimetype: string
  readonly bytes: Uint8Array
}

/** `rich` and `html` are HTML, `markdown` and `plain` are what they say. */
export type BodyKind = 'rich' | 'markdown' | 'html' | 'plain'

export interface DraftHeader {
  readonly name: string
  readonly value: string
}

export interface DraftAttachment extends FileInfo {
  /** Without angle brackets; the HTML shows it by `cid:`. Null for an ordinary attachment. */
  readonly contentId: string | null
}

/** A message as the editor holds it; addresses as written. */
export interface DraftContent {
  /** Null: the default profile. */
  readonly profile: string | null
  /** Empty: the sender of the profile. */
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly replyTo: readonly string[]
  readonly subject: string
  readonly headers: readonly DraftHeader[]
  readonly body: { readonly kind: BodyKind; readonly source: string }
  /** The text part written by hand; null: made from the HTML. */
  readonly text: string | null
  /** Of the words, as BCP 47 tag: the HTML made of a rich or Markdown body bears it. Null: the HTML says none. */
  readonly language: string | null
  readonly attachments: readonly DraftAttachment[]
}

export interface DraftSummary {
  readonly id: string
  readonly subject: string
  /** The first recipients, for a list. */
  readonly to: string
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly versions: number
}

export interface DraftVersion {
  readonly version: number
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly subject: string
}

export interface StoredDraft {
  readonly id: string
  readonly version: number
  readonly savedAt: number
  readonly content: DraftContent
}

export const EMPTY_DRAFT: DraftContent = {
  profile: null,
  from: '',
  to: [],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: '',
  headers: [],
  body: { kind: 'rich', source: '' },
  text: null,
  language: null,
  attachments: [],
}
