/** What a person does in Compose, and a mail server on loopback to do it with. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'
import {
  type Answers,
  converse,
  type ScriptedServer,
  scriptedServer,
  welcome,
} from '../helpers/scripted-server.ts'

export interface Written {
  readonly to?: string
  readonly cc?: string
  readonly subject?: string
  readonly body?: string
}

/** Fills in the fields as somebody would who types. */
export async function write(page: Page, { to, cc, subject, body }: Written): Promise<void> {
  if (to !== undefined) await addAddresses(page, 'To', to)
  if (cc !== undefined) await addAddresses(page, 'Cc', cc)
  if (subject !== undefined) await subjectField(page).fill(subject)
  if (body !== undefined) {
    await page.locator('.ProseMirror:visible').click()
    await page.keyboard.insertText(body)
  }
}

export function subjectField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Subject', exact: true })
}

export async function addAddresses(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: field, exact: true }).fill(text)
  await page.keyboard.press('Enter')
}

export async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** A server that answers as usual but where `answers` says otherwise. */
export function mailServer(answers?: Answers): Promise<ScriptedServer> {
  return scriptedServer(async (peer) => {
    if (await welcome(peer)) await converse(peer, answers)
  })
}

/** The commands that began with this word, over all connections. */
export function commands({ peers }: ScriptedServer, word: string): readonly string[] {
  return peers.flatMap(({ lines }) => lines.filter((line) => line.startsWith(word)))
}

export interface RealServer {
  readonly port: number
  /** What was taken in, oldest first. */
  readonly received: readonly string[]
}

/** A mail server as others run it: the one of smtp-server, on this port or on one of its own. */
export async function realServer(options: SMTPServerOptions = {}, port = 0): Promise<RealServer> {
  const received: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString('utf8'))
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return { port: address.port, received }
}

/** A port of loopback where nobody listens. */
export async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address.port
}
