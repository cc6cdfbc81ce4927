/** A reply in mid-session that refuses everyone, not one message. */
import type { ErrorCode } from '../../shared/errors.ts'
import { loginRefused } from './handshake-error.ts'
import { quoted } from './reply.ts'
import type { ServerReply } from './reply-reader.ts'
import { SmtpError } from './smtp-error.ts'

export function sessionRefusal(host: string, code: ErrorCode, reply: ServerReply): SmtpError {
  if (code === 'login-refused') return loginRefused(host, reply)
  return new SmtpError({
    code,
    detail: `${host} refuses the sender: ${quoted(reply)}.`,
    advice: 'Use a sender address this login may send from.',
    transient: false,
    reply,
  })
}
