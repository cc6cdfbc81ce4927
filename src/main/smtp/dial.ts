/** From a host name to a connected socket: DNS, TCP and TLS, each with its own plain-word errors. */
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import type { SmtpSettings } from './options.ts'
import { SmtpError } from './smtp-error.ts'
import { systemCode, tlsError } from './tls-error.ts'

/** Rejects with a SmtpError; transient, because names also fail to resolve while a network is down. */
export async function resolveHost(
  { host, timeouts }: SmtpSettings,
  signal?: AbortSignal,
): Promise<LookupAddress[]> {
  try {
    return await within(timeouts.connect, signal, lookup(host, { all: true }))
  } catch (cause) {
    const unknown = systemCode(cause) === 'ENOTFOUND'
    throw new SmtpError({
      code: 'host-not-found',
      detail: unknown
        ? `No server is known under the name ${host}.`
        : `The name ${host} could not be looked up.`,
      advice: 'Check the spelling of the host and the network connection.',
      transient: true,
      cause,
    })
  }
}

/** The first address that answers wins (RFC 8305). The socket stays paused. */
export async function connectTcp(
  { host, port, timeouts }: SmtpSettings,
  addresses: readonly LookupAddress[],
  signal?: AbortSignal,
): Promise<Socket> {
  const [first] = addresses
  const socket = connect({
    host,
    port,
    noDelay: true,
    keepAlive: true,
    autoSelectFamily: true,
    lookup: (_host, options, done) =>
      options.all ? done(null, [...addresses]) : done(null, first?.address ?? '', first?.family),
  })
  try {
    await connected(socket, 'connect', timeouts.connect, signal)
    return socket
  } catch (cause) {
    throw new SmtpError({
      code: 'connection-failed',
      detail: `${host} does not answer on port ${port}: ${TCP_REASONS[systemCode(cause)] ?? 'the connection failed'}.`,
      advice: 'Check the host, the port and whether a firewall or the network provider blocks this port.',
      transient: true,
      cause,
    })
  }
}

const TCP_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the connection was reset',
  ABORT_ERR: 'the attempt was given up',
}

/** TLS over a connected socket, with the certificate checked. */
export async function secure(settings: SmtpSettings, plain: Socket, signal?: AbortSignal): Promise<Socket> {
  const socket = connectTls({ socket: plain, host: settings.host, ...tlsOptions(settings) })
  try {
    await connected(socket, 'secureConnect', settings.timeouts.connect, signal)
    return socket
  } catch (cause) {
    plain.destroy()
    throw tlsError(settings, cause)
  }
}

/** `rejectUnauthorized` is spelt out so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch the check off. */
export function tlsOptions({ host, certificates }: SmtpSettings): ConnectionOptions {
  return { ...certificates, ...(isIP(host) === 0 && { servername: host }), rejectUnauthorized: true }
}

/** Waits for the event; destroys the socket on error, timeout and abort. */
async function connected(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  // Stays for good: between two owners of a socket an error without listener would end the process.
  socket.on('error', () => undefined)
  try {
    await within(
      timeout,
      signal,
      new Promise<void>((resolve, reject) => {
        socket.once(event, resolve)
        socket.once('error', reject)
        socket.once('close', () => reject(systemError('ECONNRESET', 'the connection was closed')))
      }),
    )
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** Rejects with the code ETIMEDOUT after `ms`, with ABORT_ERR when the signal aborts. */
async function within<T>(ms: number, signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(systemError('ABORT_ERR', 'given up'))
    const timer = setTimeout(() => reject(systemError('ETIMEDOUT', 'no answer in time')), ms)
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
  })
}

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
