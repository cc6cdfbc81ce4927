/** What every SMTP test needs: a backend for a port and a record of the hooks. */
import { onTestFinished } from 'vitest'
import type { DeliveryHooks } from '../../src/main/backends/backend.ts'
import { SessionError } from '../../src/main/backends/session-error.ts'
import { SmtpBackend } from '../../src/main/backends/smtp.ts'
import type { SmtpOptions } from '../../src/main/smtp/options.ts'
import type { SendResult } from '../../src/shared/mail-types.ts'

/** Closed when the test ends. */
export function backendFor(port: number, options: Partial<SmtpOptions> = {}): SmtpBackend {
  const backend = new SmtpBackend({ host: '127.0.0.1', port, tls: 'none', timeout: 5, ...options })
  onTestFinished(() => backend.close())
  return backend
}

export interface Recorded {
  readonly hooks: DeliveryHooks
  /** `mark 1`, `settled 1 accepted`, in order. */
  readonly events: string[]
  readonly results: SendResult[]
}

export function recorder(): Recorded {
  const events: string[] = []
  const results: SendResult[] = []
  return {
    events,
    results,
    hooks: {
      beforeBodySent: async ({ message }) => {
        events.push(`mark ${message.subject}`)
      },
      settled: async ({ message }, result) => {
        events.push(`settled ${message.subject} ${result.state}`)
        results.push(result)
      },
    },
  }
}

/** The SessionError the work ends with; fails when it does not. */
export async function sessionErrorOf(work: Promise<unknown>): Promise<SessionError> {
  try {
    await work
  } catch (error) {
    if (error instanceof SessionError) return error
    throw error
  }
  throw new Error('No SessionError was thrown.')
}
