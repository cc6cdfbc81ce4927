/** Turns the library's errors before and at login into plain words and stable codes. */
import { loginAdvice } from './login-advice.ts'
import type { Credentials, SmtpSettings } from './options.ts'
import { quoted } from './reply.ts'
import { ReplyReader, type ServerReply } from './reply-reader.ts'
import { safeText } from './reply-text.ts'
import { SmtpError } from './smtp-error.ts'
import { systemCode, tlsError } from './tls-error.ts'

/** What the library adds to its errors. */
interface LibraryError extends Error {
  readonly response?: unknown
  readonly command?: unknown
}

/** `upgrading` tells that the TLS handshake after STARTTLS was under way. */
export function greetingError(settings: SmtpSettings, error: unknown, upgrading: boolean): SmtpError {
  const { host, port, tls } = settings
  const { response, command } = error instanceof Error ? (error as LibraryError) : {}
  if (typeof response !== 'string') return upgrading ? tlsError(settings, error) : silence(settings, error)
  const reply = parsed(response)
  if (reply === null) {
    return new SmtpError({
      code: 'protocol-error',
      detail: `${host} does not answer like a mail server on port ${port}: "${safeText(response).slice(0, 80)}".`,
      advice: 'Check the host and the port.',
      transient: false,
    })
  }
  if (reply.code === 421) return closing(host, reply)
  const transient = reply.code < 500
  if (tls === 'starttls' && (command === 'STARTTLS' || command === 'EHLO')) {
    return new SmtpError({
      code: 'starttls-missing',
      detail: `${host} does not offer STARTTLS on port ${port} (${quoted(reply)}).`,
      advice: 'Nothing was sent. Choose TLS from the start (usually port 465), or another port.',
      transient,
      reply,
    })
  }
  return new SmtpError({
    code: 'server-refused',
    detail: `${host} refuses this connection: ${quoted(reply)}.`,
    advice: transient
      ? 'Try again later.'
      : 'Ask the provider why; the network address or the EHLO name may be the cause.',
    transient,
    reply,
  })
}

function silence({ host, port, tls }: SmtpSettings, cause: unknown): SmtpError {
  const timedOut = systemCode(cause) === 'ETIMEDOUT'
  return new SmtpError({
    code: timedOut ? 'connection-timeout' : 'connection-lost',
    detail: timedOut
      ? `${host} accepts connections on port ${port} but does not answer in time.`
      : `${host} closed the connection on port ${port} before the session began.`,
    advice:
      tls === 'implicit'
        ? 'Check the port.'
        : 'If this port expects TLS from the start (465 usually does), choose that TLS mode.',
    transient: true,
    cause,
  })
}

/** The library's error is not kept as the cause: it carries the server's words, which may repeat the secret. */
export function loginError(host: string, credentials: Credentials, error: unknown): SmtpError {
  const { response } = error instanceof Error ? (error as LibraryError) : {}
  const reply = typeof response === 'string' ? parsed(withoutSecrets(response, credentials)) : null
  if (reply === null) {
    const timedOut = systemCode(error) === 'ETIMEDOUT'
    return new SmtpError({
      code: timedOut ? 'connection-timeout' : 'connection-lost',
      detail: timedOut
        ? `${host} does not answer the login in time.`
        : `The connection to ${host} ended during the login.`,
      transient: true,
    })
  }
  if (reply.code === 421) return closing(host, reply)
  return loginRefused(host, reply)
}

/** Also for replies later in the session that ask for a login or take it back. */
export function loginRefused(host: string, reply: ServerReply): SmtpError {
  const transient = reply.code < 500
  return new SmtpError({
    code: 'login-refused',
    detail: `${host} refused the login: ${quoted(reply)}.`,
    advice: transient ? 'Try again later.' : loginAdvice(host, reply.text),
    transient,
    reply,
  })
}

/** 421 wherever it comes. */
export function closing(host: string, reply: ServerReply): SmtpError {
  return new SmtpError({
    code: 'server-closing',
    detail: `${host} ends the session: ${quoted(reply)}.`,
    advice: 'Try again later.',
    transient: true,
    reply,
  })
}

function parsed(response: string): ServerReply | null {
  try {
    const [reply] = new ReplyReader().push(Buffer.from(`${response}\n`))
    return reply ?? null
  } catch {
    return null
  }
}

function withoutSecrets(text: string, { user, password }: Credentials): string {
  const base64 = (value: string) => Buffer.from(value).toString('base64')
  const secrets = [
    base64(`\0${user}\0${password}`),
    base64(`user=${user}\x01auth=Bearer ${password}\x01\x01`),
    base64(password),
    password,
  ]
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
}
