/** Messages written through the scripting interface, in a data folder of the test's own. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AlternativesOptions,
  type Connection,
  type ConnectionOptions,
  EmailMessage,
  EmailMultiAlternatives,
  getConnection,
  type OutboxMessage,
  outbox,
} from '../../src/main/api/index.ts'
import { tempDir } from './temp-dir.ts'

/** A data folder, with settings when they are given. */
export async function dataDirWith(settings?: object): Promise<string> {
  const dataDir = await tempDir()
  if (settings) await writeFile(join(dataDir, 'settings.json'), JSON.stringify(settings))
  return dataDir
}

/** A connection of the memory backend unless `options` say otherwise. */
export async function connect(options: ConnectionOptions = {}, settings?: object): Promise<Connection> {
  return getConnection({ backend: 'memory', dataDir: await dataDirWith(settings), ...options })
}

/** A small message on a memory connection. */
export async function emailWith(fields: AlternativesOptions = {}): Promise<EmailMultiAlternatives> {
  return new EmailMultiAlternatives({
    subject: 'Subject',
    body: 'Content\n',
    from: 'from@example.com',
    to: ['to@example.com'],
    connection: fields.connection ?? (await connect()),
    ...fields,
  })
}

/** A message that needs no connection of its own. */
export function plainEmail(subject: string, to = ['to@example.com']): EmailMessage {
  return new EmailMessage({ subject, body: 'Content\n', from: 'from@example.com', to })
}

/** The message as sent, one character per octet. */
export async function wireOf(email: EmailMultiAlternatives): Promise<string> {
  return (await email.message()).toString('latin1')
}

/** The unfolded values of every header of this name. */
export function headersOf(wire: string, name: string): readonly string[] {
  const head = wire.slice(0, wire.indexOf('\r\n\r\n')).replace(/\r\n(?=[ \t])/g, '')
  const prefix = `${name}: `.toLowerCase()
  return head
    .split('\r\n')
    .filter((line) => line.toLowerCase().startsWith(prefix))
    .map((line) => line.slice(prefix.length))
}

/** What the memory backend got last. */
export function lastSent(): OutboxMessage {
  const last = outbox.at(-1)
  if (!last) throw new Error('Nothing was sent.')
  return last
}

export function bytesOf({ chunks }: OutboxMessage): string {
  return Buffer.concat(chunks).toString('latin1')
}
