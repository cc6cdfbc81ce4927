/** What part of the way to the server a failure of a whole batch is about, so that a screen can name the next step. */
import type { BatchCause } from '../../shared/batch-types.ts'
import type { ErrorCode } from '../../shared/errors.ts'

type FailureCause = Extract<
  BatchCause,
  'login' | 'sender' | 'connection' | 'encryption' | 'server' | 'profile' | 'disk' | 'other'
>

const CAUSES: Partial<Readonly<Record<ErrorCode, FailureCause>>> = {
  'login-refused': 'login',
  'login-unsupported': 'login',
  'missing-password': 'login',
  'sender-refused': 'sender',
  'host-not-found': 'connection',
  'connection-failed': 'connection',
  'connection-lost': 'connection',
  'connection-timeout': 'connection',
  'server-closing': 'connection',
  'login-needs-tls': 'encryption',
  'starttls-missing': 'encryption',
  'requiretls-missing': 'encryption',
  'tls-failed': 'encryption',
  'certificate-refused': 'encryption',
  'server-refused': 'server',
  'protocol-error': 'server',
  'backend-unavailable': 'profile',
  'bad-backend-module': 'profile',
  'bad-option': 'profile',
  'bad-settings': 'profile',
  'unknown-backend': 'profile',
  'unknown-option': 'profile',
  'unknown-profile': 'profile',
  'journal-busy': 'disk',
  'journal-corrupt': 'disk',
  'journal-failed': 'disk',
  'journal-full': 'disk',
  'journal-readonly': 'disk',
}

export function failureCause(code: ErrorCode): FailureCause {
  return CAUSES[code] ?? 'other'
}
