/** The nouns of one message on its way to a server. Plain data: cloneable, journalable, no behaviour. */

/** A message as a person means it: decoded text, addresses as written, attachments in memory. */
export interface Message {
  readonly subject: string
  readonly body: string
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly replyTo: readonly string[]
  /** Extra headers by name; a name given here replaces the one made from the fields above. */
  readonly headers: Readonly<Record<string, string>>
  /** Subtype of the body: `plain`, `html`, … (the main type is always `text`). */
  readonly contentSubtype: string
  readonly charset: string
  readonly alternatives: readonly Alternative[]
  readonly attachments: readonly Attachment[]
}

/** Another representation of the body, e.g. `text/html` or `text/calendar; method=REQUEST`. */
export interface Alternative {
  readonly content: string | Uint8Array
  readonly mimetype: string
}

export type Attachment = FileAttachment | PartAttachment

export interface FileAttachment {
  readonly kind: 'file'
  /** Basename shown to the reader; undefined only where the attachment has no name at all. */
  readonly filename: string | undefined
  readonly content: string | Uint8Array
  readonly mimetype: string
  /** Without angle brackets. When the HTML refers to it (`cid:`), the part goes into multipart/related. */
  readonly contentId?: string | undefined
}

/** A ready-made MIME part, header block and all, placed as it is. */
export interface PartAttachment {
  readonly kind: 'part'
  readonly bytes: Uint8Array
}

/** What RFC 5321 calls the envelope: the addresses of MAIL FROM and RCPT TO, in their wire form. */
export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

/** The inputs that make the bytes of a message reproducible. */
export interface MessageStamp {
  readonly date: Date
  /** With angle brackets. */
  readonly messageId: string
}

/** How the bytes may look on the way to a given server. */
export interface MimePolicy {
  /** Raw UTF-8 in headers and local parts (RFC 6531). */
  readonly smtpUtf8: boolean
  /** Only 7-bit octets, re-encoding attached messages where needed. */
  readonly sevenBit: boolean
  /** What to do with a character the charset lacks. */
  readonly unencodable: 'error' | 'utf-8'
  /** IANA zone of the Date header, e.g. `UTC` or `Asia/Tokyo`. */
  readonly timeZone: string
  /** Permit addresses without a domain, for local delivery. */
  readonly localDelivery: boolean
}

/** The finished bytes with everything a backend needs to deliver them. */
export interface MimeMessage {
  readonly message: Message
  readonly envelope: Envelope
  readonly messageId: string
  readonly date: Date
  /** The message, CRLF line endings, not dot-stuffed; to be written one after the other. */
  readonly chunks: readonly Uint8Array[]
  /** Sum of the chunk lengths, in octets. */
  readonly size: number
  /** Whether any octet is above 127. */
  readonly eightBit: boolean
}

export type DeliveryState = 'accepted' | 'failed' | 'deferred' | 'uncertain'

/** A server's answer, or ours where no server was asked (`code` is then null). */
export interface Reply {
  readonly code: number | null
  /** Enhanced status code (RFC 3463), e.g. `5.1.1`. */
  readonly enhanced: string | null
  readonly text: string
}

export interface RecipientResult extends Reply {
  readonly address: string
  readonly state: DeliveryState
}

/** What became of one message. */
export interface SendResult {
  readonly messageId: string
  /** The worst of the recipients: a partly refused message is not accepted. */
  readonly state: DeliveryState
  readonly recipients: readonly RecipientResult[]
  /** The server's name for the message, where its reply tells one. */
  readonly queueId: string | null
}

/** What became of a call that sent many messages over one connection. */
export interface SendReport {
  /** Messages accepted for every recipient. */
  readonly sent: number
  readonly results: readonly SendResult[]
}
