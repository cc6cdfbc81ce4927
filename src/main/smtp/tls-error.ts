/** Says what went wrong with TLS and certificates, and what to set instead. */
import type { SmtpSettings } from './options.ts'
import { SmtpError } from './smtp-error.ts'

const CERTIFICATE_REASONS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends in an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'its issuer is unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its issuer is unknown',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet; check the clock of this computer',
  CERT_REVOKED: 'it was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host name',
}

/** `cause` is what Node's TLS or the library rejected with. */
export function tlsError({ host, port, tls }: SmtpSettings, cause: unknown): SmtpError {
  const code = systemCode(cause)
  const reason = CERTIFICATE_REASONS[code]
  if (reason !== undefined) {
    return new SmtpError({
      code: 'certificate-refused',
      detail: `The certificate of ${host} was not accepted: ${reason}.`,
      advice:
        code === 'ERR_TLS_CERT_ALTNAME_INVALID'
          ? 'Use the host name the certificate is for.'
          : 'If this server is yours, give its certificate authority with the option "ca".',
      transient: false,
      cause,
    })
  }
  if (tls === 'implicit' && isPlainAnswer(code)) {
    return new SmtpError({
      code: 'tls-failed',
      detail: `${host} does not speak TLS from the start on port ${port}.`,
      advice: 'Choose STARTTLS (usually port 587), or the port for TLS from the start (usually 465).',
      transient: false,
      cause,
    })
  }
  const lost = code === 'ECONNRESET' || code === 'ETIMEDOUT' || code === 'ABORT_ERR'
  return new SmtpError({
    code: 'tls-failed',
    detail: lost
      ? `The connection to ${host} ended before it was encrypted.`
      : `No encrypted connection to ${host} could be agreed on${code ? ` (${code})` : ''}.`,
    advice: 'Check the port and the TLS mode.',
    transient: lost,
    cause,
  })
}

/** What OpenSSL says when the other side greets in plain text. */
function isPlainAnswer(code: string): boolean {
  return /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNEXPECTED_MESSAGE|RECORD_LAYER_FAILURE|^EPROTO$/.test(
    code,
  )
}

/** The code of a system error; that of the first attempt where several addresses were tried; else ''. */
export function systemCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return systemCode(error.errors[0])
  if (!(error instanceof Error)) return ''
  // The SMTP library puts its own code in place of the system's and keeps that as originalCode.
  const { originalCode, code } = error as Error & { originalCode?: unknown; code?: unknown }
  return typeof originalCode === 'string' ? originalCode : typeof code === 'string' ? code : ''
}
