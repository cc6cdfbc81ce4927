/** From settings to an authenticated connection: greeting, EHLO, STARTTLS and AUTH, done by nodemailer. */
import type { Socket } from 'node:net'
import SMTPConnection, { type SMTPConnectionAuth } from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import { connectTcp, resolveHost, secure, tlsOptions } from './dial.ts'
import { type Extensions, parseExtensions } from './extensions.ts'
import { greetingError, loginError } from './handshake-error.ts'
import type { Credentials, SmtpSettings } from './options.ts'
import { SmtpError } from './smtp-error.ts'
import { type TakenSocket, takeSocket } from './take-socket.ts'

/** A connection that may send. */
export interface Authenticated extends TakenSocket {
  readonly extensions: Extensions
}

/** A connection after its last EHLO, before any login. */
export interface Greeted {
  readonly connection: SMTPConnection
  readonly extensions: Extensions
  readonly secure: boolean
}

/** The whole way. Rejects with a SmtpError; nothing is left open then. */
export async function handshake(settings: SmtpSettings, signal: AbortSignal): Promise<Authenticated> {
  refuseCleartextLogin(settings)
  const plain = await connectTcp(settings, await resolveHost(settings, signal), signal)
  const socket = settings.tls === 'implicit' ? await secure(settings, plain, signal) : plain
  const greeted = await greet(settings, socket, signal)
  try {
    await login(settings, greeted, signal)
    checkRequireTls(settings, greeted)
    return { ...takeSocket(greeted.connection), extensions: greeted.extensions }
  } catch (error) {
    greeted.connection.close()
    throw error
  }
}

/** Before anything is sent: also on loopback, because what listens there may be a tunnel. */
export function refuseCleartextLogin({ tls, credentials, allowCleartextAuth }: SmtpSettings): void {
  if (tls !== 'none' || credentials === null || allowCleartextAuth) return
  throw new SmtpError({
    code: 'login-needs-tls',
    detail: 'The user name and password would travel unencrypted.',
    advice:
      'Choose STARTTLS or TLS from the start, or set "allowCleartextAuth" if the way to the server is safe.',
    transient: false,
  })
}

/** Greeting, EHLO and, where the mode says so, STARTTLS and EHLO again. Takes over the socket. */
export async function greet(settings: SmtpSettings, socket: Socket, signal?: AbortSignal): Promise<Greeted> {
  const { host, port, tls, ehloName, timeouts } = settings
  const connection = new SMTPConnection({
    connection: socket,
    host,
    port,
    secure: tls === 'implicit',
    secured: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    name: ehloName,
    tls: tlsOptions(settings),
    // The library counts everything up to the last EHLO into this one; each step has its own limit below.
    connectionTimeout: timeouts.greeting * STEPS,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.command,
    maxResponseSize: 64 * 1024,
    // A failed handshake has nothing to wait for.
    socketCloseTimeout: 0,
    logger: false,
  })
  // Between the steps an error event without listener would end the process.
  connection.on('error', () => undefined)
  try {
    if (socket.destroyed) throw new Error('The connection was closed.')
    await step(connection, timeouts.greeting * STEPS, signal, (done) => connection.connect(done))
  } catch (error) {
    connection.close()
    throw greetingError(settings, error, connection.upgrading ?? false)
  }
  return {
    connection,
    extensions: parseExtensions(connection.lastServerResponse || ''),
    secure: connection.secure,
  }
}

/** Steps of a handshake that each may take their full time; a server that trickles octets gets no more. */
const STEPS = 4

/** Does nothing without credentials. */
export async function login(
  { host, credentials, allowCleartextAuth, timeouts }: SmtpSettings,
  { connection, extensions, secure: encrypted }: Greeted,
  signal?: AbortSignal,
): Promise<void> {
  if (credentials === null) return
  if (!encrypted && !allowCleartextAuth)
    throw new Error('A login must never reach an unencrypted connection.')
  const mechanism = mechanismsFor(credentials, encrypted).find((name) => extensions.auth.includes(name))
  if (mechanism === undefined) throw noMechanism(host, credentials, extensions)
  try {
    await step(connection, timeouts.command * STEPS, signal, (done) =>
      connection.login(authData(credentials, mechanism), done),
    )
  } catch (error) {
    throw loginError(host, credentials, error)
  }
}

/** In order of preference. CRAM-MD5 is weak, but without TLS it at least hides the password. */
function mechanismsFor({ method }: Credentials, encrypted: boolean): readonly string[] {
  if (method === 'xoauth2') return ['XOAUTH2']
  return encrypted ? ['PLAIN', 'LOGIN', 'CRAM-MD5'] : ['CRAM-MD5', 'PLAIN', 'LOGIN']
}

function authData({ user, password, method }: Credentials, mechanism: string): SMTPConnectionAuth {
  return method === 'xoauth2'
    ? { method: mechanism, user, oauth2: new XOAuth2({ user, accessToken: password }) }
    : { method: mechanism, user, pass: password }
}

function noMechanism(host: string, { method }: Credentials, { auth }: Extensions): SmtpError {
  return new SmtpError({
    code: 'login-unsupported',
    detail:
      auth.length === 0
        ? `${host} offers no login on this connection.`
        : `${host} offers only logins that cannot be used here (${auth.join(', ')}).`,
    advice:
      auth.length === 0
        ? 'Check the port and the TLS mode, or leave out user and password if the server wants none.'
        : `Choose another login method than "${method}".`,
    transient: false,
  })
}

function checkRequireTls(
  { host, requireTls }: SmtpSettings,
  { secure: encrypted, extensions }: Greeted,
): void {
  if (!requireTls || (encrypted && extensions.requireTls)) return
  throw new SmtpError({
    code: 'requiretls-missing',
    detail: `${host} cannot promise TLS all the way to the recipient (no REQUIRETLS on this connection).`,
    advice: 'Switch off "requireTls" or use a server that offers it.',
    transient: false,
  })
}

/** One asynchronous step of the library: its callback, its error event, its end, our deadline or abort. */
function step(
  connection: SMTPConnection,
  deadline: number,
  signal: AbortSignal | undefined,
  run: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const finish = (error?: Error | null) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      connection.off('error', finish).off('end', end)
      if (error) reject(error)
      else resolve()
    }
    const end = () => finish(new Error('The connection was closed.'))
    const abort = () => finish(new Error('The attempt was given up.'))
    const timer = setTimeout(
      () => finish(Object.assign(new Error('No answer in time.'), { code: 'ETIMEDOUT' })),
      deadline,
    )
    signal?.addEventListener('abort', abort, { once: true })
    connection.once('error', finish).once('end', end)
    if (signal?.aborted) abort()
    else run(finish)
  })
}
