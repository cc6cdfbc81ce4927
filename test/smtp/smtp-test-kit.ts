/** What every SMTP test needs: a message, a backend for a port and a record of the hooks. */
import { onTestFinished } from 'vitest'
import type { DeliveryHooks } from '../../src/main/backends/backend.ts'
import { SessionError } from '../../src/main/backends/session-error.ts'
import { SmtpBackend } from '../../src/main/backends/smtp.ts'
import type { SmtpOptions } from '../../src/main/smtp/options.ts'
import type { MimeMessage, SendResult } from '../../src/shared/mail-types.ts'
import {
  type Answers,
  converse,
  type ScriptedServer,
  scriptedServer,
  welcome,
} from '../helpers/scripted-server.ts'

export interface RawParts {
  readonly to?: readonly string[]
  readonly header?: string
  readonly body?: string
}

/** Octets as the test gives them, unlike what the message builder would let through. */
export function rawMessage(
  subject: string,
  { to = ['to@example.com'], header = '', body = 'Content\r\n' }: RawParts = {},
): MimeMessage {
  const chunks = [Buffer.from(`Subject: ${subject}\r\n${header}\r\n`), Buffer.from(body)]
  return {
    message: {
      subject,
      body,
      from: 'from@example.com',
      to,
      cc: [],
      bcc: [],
      replyTo: [],
      headers: {},
      contentSubtype: 'plain',
      charset: 'utf-8',
      alternatives: [],
      attachments: [],
    },
    envelope: { from: 'from@example.com', to },
    messageId: `<${subject}@example.com>`,
    date: new Date(0),
    chunks,
    size: Buffer.concat(chunks).length,
    eightBit: chunks.some((chunk) => chunk.some((octet) => octet > 127)),
  }
}

/** A server that takes everything, except for what `answers` says. */
export function friendlyServer(answers?: Answers, extensions?: readonly string[]): Promise<ScriptedServer> {
  return scriptedServer(async (peer) => {
    if (await welcome(peer, extensions)) await converse(peer, answers)
  })
}

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
