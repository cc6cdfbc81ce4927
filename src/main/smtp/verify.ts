/** Tries a server step by step, as far as a login, without sending anything. */
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { ErrorCode } from '../../shared/errors.ts'
import { connectTcp, resolveHost, secure } from './dial.ts'
import { type Greeted, greet, login, refuseCleartextLogin } from './handshake.ts'
import { type SmtpOptions, type SmtpSettings, smtpSettings } from './options.ts'
import { SmtpError } from './smtp-error.ts'
import { takeSocket } from './take-socket.ts'
import { Wire } from './wire.ts'

export interface VerifyStep {
  readonly step: 'dns' | 'tcp' | 'tls' | 'greeting' | 'login'
  readonly ok: boolean
  /** What was found, as a sentence. */
  readonly detail: string
  /** The next step, where it failed. */
  readonly advice?: string | undefined
  /** What it failed of. */
  readonly code?: ErrorCode | undefined
}

/** Somebody is waiting in front of the screen: shorter than RFC 5321 allows for sending. */
const DEFAULT_TIMEOUT_SECONDS = 20

/**
 * Yields each step as it ends; the first that fails is the last. Throws an InputError for options that
 * cannot be used at all.
 */
export async function* verifySmtp(options: SmtpOptions): AsyncGenerator<VerifyStep> {
  const settings = smtpSettings({ ...options, timeout: options.timeout ?? DEFAULT_TIMEOUT_SECONDS })
  const { host, port, tls, credentials } = settings
  let step: VerifyStep['step'] = 'dns'
  let socket: Socket | undefined
  let greeted: Greeted | undefined
  try {
    const addresses = await resolveHost(settings)
    yield passed(step, `${host} has the address ${addresses.map(({ address }) => address).join(', ')}.`)
    step = 'tcp'
    socket = await connectTcp(settings, addresses)
    yield passed(step, `Port ${port} answers at ${socket.remoteAddress ?? host}.`)
    if (tls === 'implicit') {
      step = 'tls'
      socket = await secure(settings, socket)
      yield passed(step, encryption(socket))
    }
    step = 'greeting'
    greeted = await greet(settings, socket)
    yield passed(step, `The mail server calls itself ${greeted.extensions.serverName || host}.`)
    if (tls === 'starttls') yield passed('tls', encryption(greeted.connection._socket))
    step = 'login'
    refuseCleartextLogin(settings)
    await login(settings, greeted)
    yield passed(step, credentials ? `Logged in as ${credentials.user}.` : 'No login is set, none was tried.')
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    if (step === 'greeting' && TLS_CODES.has(error.code)) {
      yield passed(step, `${host} answers like a mail server.`)
      step = 'tls'
    }
    const advice = await betterAdvice(settings, step, error)
    yield { step, ok: false, detail: error.detail, advice, code: error.code }
  } finally {
    await goodbye(greeted)
    socket?.destroy()
  }
}

const TLS_CODES: ReadonlySet<string> = new Set(['starttls-missing', 'tls-failed', 'certificate-refused'])

function passed(step: VerifyStep['step'], detail: string): VerifyStep {
  return { step, ok: true, detail }
}

function encryption(socket: unknown): string {
  const protocol = socket instanceof TLSSocket ? socket.getProtocol() : null
  return `The connection is encrypted (${protocol ?? 'TLS'}) and the certificate is right.`
}

/** A server that waits for TLS says nothing, so silence where a greeting is due is worth a second try. */
async function betterAdvice(
  settings: SmtpSettings,
  step: VerifyStep['step'],
  { advice, code }: SmtpError,
): Promise<string | undefined> {
  const isSilent = code === 'connection-timeout' || code === 'connection-lost'
  if (step !== 'greeting' || !isSilent || settings.tls === 'implicit') return advice
  return (await speaksTls(settings))
    ? `Port ${settings.port} expects TLS from the start: choose that TLS mode.`
    : advice
}

async function speaksTls(settings: SmtpSettings): Promise<boolean> {
  try {
    const socket = await secure(settings, await connectTcp(settings, await resolveHost(settings)))
    socket.destroy()
    return true
  } catch (error) {
    // A certificate that does not verify is still a TLS server.
    return error instanceof SmtpError && error.code === 'certificate-refused'
  }
}

async function goodbye(greeted: Greeted | undefined): Promise<void> {
  if (!greeted) return
  const { socket, leftover } = takeSocket(greeted.connection)
  await new Wire(socket, leftover).quit(1000)
}
