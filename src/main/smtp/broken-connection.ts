/** Why a conversation cannot go on. Never leaves this folder: the session turns it into results. */
import { closing } from './handshake-error.ts'
import { quoted } from './reply.ts'
import type { ServerReply } from './reply-reader.ts'
import { SmtpError } from './smtp-error.ts'

/**
 * - `lost`: closed or reset by the other side or the network
 * - `timed-out`: silence beyond the limit
 * - `garbled`: what arrived is no SMTP reply
 * - `aborted`: closed by this side
 * - `out-of-step`: a reply that cannot belong to what was asked
 * - `closing`: 421
 * - `refused-early`: the message was refused before it was complete
 */
export type BreakKind =
  | 'lost'
  | 'timed-out'
  | 'garbled'
  | 'aborted'
  | 'out-of-step'
  | 'closing'
  | 'refused-early'

export class BrokenConnection extends Error {
  override readonly name = 'BrokenConnection'
  readonly kind: BreakKind
  readonly reply: ServerReply | null

  constructor(kind: BreakKind, detail: string, reply: ServerReply | null = null) {
    super(detail)
    this.kind = kind
    this.reply = reply
  }

  /** What the caller of the backend is told. */
  toSmtpError(host: string): SmtpError {
    if (this.kind === 'closing' && this.reply) return closing(host, this.reply)
    return new SmtpError({
      code: CODES[this.kind],
      detail: `The session with ${host} broke off: ${this.message}.`,
      transient: true,
      ...(this.reply && { reply: this.reply }),
    })
  }
}

const CODES = {
  lost: 'connection-lost',
  'timed-out': 'connection-timeout',
  garbled: 'protocol-error',
  aborted: 'connection-lost',
  'out-of-step': 'protocol-error',
  closing: 'server-closing',
  'refused-early': 'connection-lost',
} as const

export function outOfStep(reply: ServerReply, expected: string): BrokenConnection {
  return new BrokenConnection(
    'out-of-step',
    `the server answered "${quoted(reply)}" where ${expected} is due`,
    reply,
  )
}

export function serverClosing(reply: ServerReply): BrokenConnection {
  return new BrokenConnection('closing', 'the server closes the connection', reply)
}
