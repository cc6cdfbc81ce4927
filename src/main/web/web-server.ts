/** The browser shell's server: the app, its socket and its downloads, on this computer only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { EnvironmentError, MailwrightError } from '../../shared/errors.ts'
import type { FileStore } from '../ipc/app-context.ts'
import type { SocketTransport } from '../ipc/web-socket.ts'
import { type AppFiles, type FileAnswer, notFound } from './app-files.ts'
import { Door } from './door.ts'
import { download } from './download.ts'

export interface WebParts {
  readonly app: AppFiles
  readonly files: FileStore
  readonly transport: SocketTransport
}

const LOOPBACK = '127.0.0.1'

export class WebServer {
  readonly #parts: WebParts
  readonly #door = new Door()
  readonly #server: Server

  constructor(parts: WebParts) {
    this.#parts = parts
    this.#server = createServer((request, response) => void this.#answer(request, response))
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
  }

  /**
   * Returns the address to open, with its key. 0 takes any free port. Rejects with EnvironmentError
   * `port-taken` when another program has the port.
   */
  async start(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(portError(port, error)))
      this.#server.listen(port, LOOPBACK, resolve)
    })
    const address = this.#server.address()
    const actual = typeof address === 'object' && address !== null ? address.port : port
    this.#door.port = actual
    return `http://${LOOPBACK}:${actual}/?key=${this.#door.key}`
  }

  async stop(): Promise<void> {
    this.#parts.transport.close()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const door = this.#door
      const url = new URL(request.url ?? '/', `http://${LOOPBACK}`)
      if (!door.isOwnHost(request) || !door.isOwnOrigin(request) || request.method !== 'GET') {
        return send(response, refused())
      }
      if (url.pathname === '/' && door.hasKey(url.searchParams.get('key'))) {
        response.writeHead(303, { location: '/', 'set-cookie': door.setCookie, 'cache-control': 'no-store' })
        response.end()
        return
      }
      if (!door.hasCookie(request)) return send(response, refused())
      const token = /^\/files\/([\w-]+)$/.exec(url.pathname)?.[1]
      if (token === undefined) return send(response, await this.#parts.app.answer(url.pathname))
      const file = this.#parts.files.info(token)
      await download(response, file, this.#parts.files.path(token))
    } catch (error) {
      if (response.headersSent) response.destroy()
      else send(response, error instanceof MailwrightError ? notFound() : broken())
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const door = this.#door
    const isWelcome =
      request.url === '/socket' &&
      door.isOwnHost(request) &&
      door.isOwnPage(request) &&
      door.hasCookie(request)
    if (!isWelcome) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    const { server } = this.#parts.transport
    server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request))
  }
}

function send(response: ServerResponse, { status, headers, body }: FileAnswer): void {
  response.writeHead(status, headers)
  response.end(body)
}

function refused(): FileAnswer {
  const body =
    'Open the address that Mailwright printed when it started: the key in it lets this browser in.\n'
  return { ...notFound(), status: 403, body }
}

function broken(): FileAnswer {
  return { ...notFound(), status: 500, body: 'This could not be read.\n' }
}

function portError(port: number, error: Error): EnvironmentError {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE'
  const message = isTaken
    ? `Port ${port} is taken by another program: choose another one with --port, or leave it out.`
    : `The app cannot be served on port ${port}: ${error.message}.`
  return new EnvironmentError('port-taken', message, { field: 'port' }, { cause: error })
}
