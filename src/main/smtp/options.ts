/** How to reach an SMTP server: the options of the backend, checked once and completed with defaults. */
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { createSecureContext } from 'node:tls'
import { domainToASCII } from 'node:url'
import { InputError } from '../../shared/errors.ts'

/**
 * - `none`: plain text, and it stays that way even when the server offers STARTTLS
 * - `starttls`: plain text until STARTTLS; without it nothing is sent
 * - `implicit`: TLS from the first octet
 */
export type TlsMode = 'none' | 'starttls' | 'implicit'

/**
 * - `none`: one command at a time
 * - `envelope`: MAIL, RCPT and DATA in one write
 * - `full`: the next message's envelope also rides behind this message's final dot (RFC 2920 section 3.1)
 */
export type Pipelining = 'none' | 'envelope' | 'full'

export interface SmtpOptions {
  readonly host: string
  /** Default: 25, 587 or 465 for the TLS modes none, starttls and implicit. */
  readonly port?: number | undefined
  readonly tls: TlsMode
  /** A login is tried when both user and password are there and not empty. */
  readonly user?: string | undefined
  /** The password, or the access token of `xoauth2`. */
  readonly password?: string | undefined
  readonly auth?: 'password' | 'xoauth2' | undefined
  /** Permits a login over an unencrypted connection, which anyone on the way can read. */
  readonly allowCleartextAuth?: boolean | undefined
  /** Seconds for every step. Default: the minutes of RFC 5321 section 4.5.3.2. */
  readonly timeout?: number | undefined
  /** Certificates to trust instead of the system's, in PEM. */
  readonly ca?: string | undefined
  /** Client certificate and its key, in PEM. */
  readonly cert?: string | undefined
  readonly key?: string | undefined
  /** The name for EHLO. Default: this machine's name where it is a full one, else `[127.0.0.1]`. */
  readonly ehloName?: string | undefined
  /** The most that may be pipelined where the server offers PIPELINING. Default: `full`. */
  readonly pipelining?: Pipelining | undefined
  /** Ask every relay on the way for TLS (RFC 8689). Needs TLS and a server that offers REQUIRETLS. */
  readonly requireTls?: boolean | undefined
}

/** Milliseconds to wait for each step. */
export interface Timeouts {
  readonly connect: number
  readonly greeting: number
  readonly command: number
  readonly data: number
  readonly block: number
  readonly finalDot: number
}

export interface Credentials {
  readonly user: string
  readonly password: string
  readonly method: 'password' | 'xoauth2'
}

export interface SmtpSettings {
  readonly host: string
  readonly port: number
  readonly tls: TlsMode
  readonly credentials: Credentials | null
  readonly allowCleartextAuth: boolean
  readonly timeouts: Timeouts
  readonly certificates: { readonly ca?: string; readonly cert?: string; readonly key?: string }
  readonly ehloName: string
  readonly pipelining: Pipelining
  readonly requireTls: boolean
}

const DEFAULT_PORTS: Readonly<Record<TlsMode, number>> = { none: 25, starttls: 587, implicit: 465 }

const MINUTE = 60_000
/** RFC 5321 section 4.5.3.2; connecting is bounded by the operating system well before. */
const RFC_TIMEOUTS: Timeouts = {
  connect: 5 * MINUTE,
  greeting: 5 * MINUTE,
  command: 5 * MINUTE,
  data: 2 * MINUTE,
  block: 3 * MINUTE,
  finalDot: 10 * MINUTE,
}

/** Completes the options; an InputError names the one that cannot be used. */
export function smtpSettings(options: SmtpOptions): SmtpSettings {
  const { ca, cert, key, user, password } = options
  if (Boolean(cert) !== Boolean(key)) {
    throw badOption(cert ? 'key' : 'cert', 'A client certificate needs both "cert" and "key".')
  }
  if (user && hasControl(user)) {
    throw badOption('user', 'The user name must not contain line breaks or control characters.')
  }
  checkCertificates({ ca, cert, key })
  return {
    host: checkedHost(options.host),
    port: checkedPort(options.port ?? DEFAULT_PORTS[options.tls]),
    tls: options.tls,
    credentials: user && password ? { user, password, method: options.auth ?? 'password' } : null,
    allowCleartextAuth: options.allowCleartextAuth ?? false,
    timeouts: options.timeout === undefined ? RFC_TIMEOUTS : sameForAllSteps(options.timeout),
    certificates: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) },
    ehloName: options.ehloName === undefined ? defaultEhloName() : checkedEhloName(options.ehloName),
    pipelining: options.pipelining ?? 'full',
    requireTls: options.requireTls ?? false,
  }
}

/** Node reads them only when a connection is made, and then throws. */
function checkCertificates(pem: Record<'ca' | 'cert' | 'key', string | undefined>): void {
  for (const [field, text] of Object.entries(pem)) {
    const label = field === 'key' ? 'PRIVATE KEY-----' : '-----BEGIN CERTIFICATE-----'
    if (text && !text.includes(label)) throw badOption(field, `The option "${field}" is not in PEM form.`)
  }
  try {
    createSecureContext(pem)
  } catch (cause) {
    throw badOption(
      pem.cert ? 'cert' : 'ca',
      'The certificate or its key cannot be read, or they do not belong together.',
      cause,
    )
  }
}

function checkedHost(host: string): string {
  if (isIP(host) !== 0) return host
  // domainToASCII would quietly drop line breaks and cut at a slash.
  const ascii = /^[^\s/\\:@?#%[\]]+$/u.test(host) && !hasControl(host) ? domainToASCII(host) : ''
  if (ascii === '') throw badOption('host', `"${printable(host)}" is not the name or address of a server.`)
  return ascii
}

function checkedPort(port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw badOption('port', `The port must be a whole number from 1 to 65535, not ${port}.`)
}

function sameForAllSteps(seconds: number): Timeouts {
  // setTimeout takes at most 2^31 milliseconds and would fire at once beyond.
  if (!(seconds > 0 && seconds <= 86_400)) {
    throw badOption('timeout', `The timeout must be more than 0 and at most 86400 seconds, not ${seconds}.`)
  }
  const ms = Math.ceil(seconds * 1000)
  return { connect: ms, greeting: ms, command: ms, data: ms, block: ms, finalDot: ms }
}

/** A domain name or an address literal (RFC 5321 section 4.1.3). */
const EHLO_NAME = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9])?|\[(?:IPv6:[0-9a-f:.]{2,45}|[0-9.]{7,15})\])$/i

function checkedEhloName(name: string): string {
  if (EHLO_NAME.test(name)) return name
  throw badOption('ehloName', `"${printable(name)}" is not a host name or an address like [192.0.2.1].`)
}

function defaultEhloName(): string {
  const name = hostname()
  return name.includes('.') && EHLO_NAME.test(name) ? name : '[127.0.0.1]'
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text)
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?').slice(0, 80)
}

function badOption(field: string, message: string, cause?: unknown): InputError {
  return new InputError('bad-option', message, { field }, { cause })
}
