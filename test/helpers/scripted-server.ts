/** A TCP server on loopback that does exactly what a test tells it, down to single octets. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'

/** The server's end of one connection. */
export class Peer {
  #socket: Socket
  #unread = ''
  #ended = false
  #frozen = false
  #wake: (() => void) | null = null
  readonly #onData = (chunk: Buffer) => {
    this.#unread += chunk.toString('latin1')
    this.#wake?.()
  }
  readonly #onClose = () => {
    this.#ended = true
    this.#wake?.()
  }
  /** Every line read so far, message data included. */
  readonly lines: string[] = []

  constructor(socket: Socket) {
    this.#socket = socket
    this.#listen()
  }

  /** Sends text as it is; line ends are up to the caller. */
  send(text: string | Uint8Array): void {
    if (!this.#socket.destroyed) this.#socket.write(text)
  }

  /** Hangs: reads and answers nothing any more, also not what has already arrived. */
  freeze(): void {
    this.#frozen = true
    this.#socket.pause()
  }

  /** The next line without its CRLF, or null when the client is gone. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#frozen ? -1 : this.#unread.indexOf('\r\n')
      if (end !== -1) {
        const line = this.#unread.slice(0, end)
        this.#unread = this.#unread.slice(end + 2)
        this.lines.push(line)
        return line
      }
      if (this.#ended) return null
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** Message data up to the final dot, still dot-stuffed; null when the client left before it. */
  async data(): Promise<string | null> {
    let data = ''
    for (let line = await this.line(); line !== null; line = await this.line()) {
      if (line === '.') return data
      data += `${line}\r\n`
    }
    return null
  }

  /** Throws away what has arrived and was not read. */
  discardUnread(): void {
    this.#unread = ''
  }

  /** Octets that have arrived without being read as lines. */
  get unread(): string {
    return this.#unread
  }

  get isGone(): boolean {
    return this.#ended
  }

  /** Resolves when the client has gone. */
  async gone(): Promise<void> {
    while (!this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  end(): void {
    this.#socket.end()
  }

  reset(): void {
    this.#socket.resetAndDestroy()
  }

  async startTls(certificate: Certificate): Promise<void> {
    this.#socket.off('data', this.#onData).off('close', this.#onClose).off('end', this.#onClose)
    const secured = new TLSSocket(this.#socket, { isServer: true, ...certificate })
    this.#socket = secured
    this.#listen()
    await Promise.race([once(secured, 'secure'), once(secured, 'close')])
  }

  #listen(): void {
    this.#socket.on('data', this.#onData).on('close', this.#onClose).on('end', this.#onClose)
    this.#socket.on('error', () => undefined)
  }
}

export interface ScriptedServer {
  readonly port: number
  /** One for each connection, in the order they came. */
  readonly peers: readonly Peer[]
}

/** Runs the script for each connection, counted from 1. The server goes away when the test ends. */
export async function scriptedServer(
  script: (peer: Peer, connection: number) => Promise<void>,
  certificate?: Certificate,
): Promise<ScriptedServer> {
  const peers: Peer[] = []
  const sockets = new Set<Socket>()
  const failures: unknown[] = []
  // Every reply leaves at once: held back by Nagle's algorithm each exchange would take 40 ms.
  const server = createServer({ noDelay: true }, async (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    const peer = new Peer(socket)
    const number = peers.push(peer)
    if (certificate) await peer.startTls(certificate)
    await script(peer, number).catch((error: unknown) => failures.push(error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
    if (failures.length > 0) throw failures[0]
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return { port: address.port, peers }
}

/** What a conversation answers; undefined where the usual answer will do, '' for silence. */
export type Answers = (command: string, peer: Peer) => string | undefined

/** Greeting and EHLO with these extensions. False when the client left. */
export async function welcome(
  peer: Peer,
  extensions: readonly string[] = ['PIPELINING', '8BITMIME'],
): Promise<boolean> {
  peer.send('220 scripted.example ESMTP\r\n')
  if ((await peer.line()) === null) return false
  peer.send(ehloReply(extensions))
  return true
}

export function ehloReply(extensions: readonly string[]): string {
  const lines = ['scripted.example', ...extensions]
  return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}\r\n`).join('')
}

/** Answers commands until QUIT or the client leaves. The end of the message is the command `.`. */
export async function converse(peer: Peer, answers: Answers = () => undefined): Promise<void> {
  for (let line = await peer.line(); line !== null; line = await peer.line()) {
    const reply = answers(line, peer) ?? usual(line)
    if (reply !== '') peer.send(reply)
    if (line === 'QUIT') return peer.end()
    if (line !== 'DATA' || !reply.startsWith('354')) continue
    if ((await peer.data()) === null) return
    const end = answers('.', peer) ?? '250 2.0.0 Ok: queued as Q1\r\n'
    if (end !== '') peer.send(end)
  }
}

function usual(command: string): string {
  if (command === 'DATA') return '354 go ahead\r\n'
  return command === 'QUIT' ? '221 bye\r\n' : '250 2.1.0 ok\r\n'
}

export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** Self-signed: for `localhost` and 127.0.0.1, or for another host altogether. */
export function certificate(name: 'localhost' | 'other-host'): Certificate {
  const read = (part: string) =>
    readFileSync(new URL(`../fixtures/tls/${name}-${part}.pem`, import.meta.url), 'utf8')
  return { cert: read('cert'), key: read('key') }
}
