/** The sandbox: an SMTP server on this machine that keeps what it is given and passes nothing on. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { EnvironmentError } from '../../shared/errors.ts'
import { CatchingServer } from './catching-server.ts'
import { type CaughtMessage, Inbox } from './inbox.ts'

export interface SandboxOptions {
  /** Where messages are kept. */
  readonly folder: string
  /** 0 or absent: a free one. */
  readonly port?: number
  /** Called for each message once it is on disk. */
  readonly onMessage?: (message: CaughtMessage) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Nobody outside this machine may reach the sandbox. */
const HOST = '127.0.0.1'

/**
 * Start and stop come in pairs: the first start listens, the last stop closes, and everyone in between
 * shares the port.
 */
export class SandboxServer {
  readonly #options: SandboxOptions
  /** Outlives a stop, so that names go on counting after the next start. */
  readonly #inbox: Inbox
  #users = 0
  #running: Promise<Running> | null = null

  constructor(options: SandboxOptions) {
    this.#options = options
    this.#inbox = new Inbox(options.folder, options.now(), randomBytes(3).toString('hex'))
  }

  get folder(): string {
    return this.#options.folder
  }

  /** Rejects with an EnvironmentError when the folder or the port cannot be used. */
  async start(): Promise<{ readonly port: number }> {
    this.#users += 1
    const running = this.#running ?? listen(this.#options, this.#inbox)
    this.#running = running
    try {
      return { port: (await running).port }
    } catch (error) {
      this.#users -= 1
      if (this.#running === running) this.#running = null
      throw error
    }
  }

  /** Resolves when the sessions in flight have ended; harmless when nothing runs. */
  async stop(): Promise<void> {
    if (this.#users === 0) return
    this.#users -= 1
    if (this.#users > 0) return
    const running = this.#running
    this.#running = null
    await (await running)?.server.closeWhenIdle()
  }
}

interface Running {
  readonly server: CatchingServer
  readonly port: number
}

async function listen(options: SandboxOptions, inbox: Inbox): Promise<Running> {
  const { folder, port = 0, onMessage, now } = options
  const server = new CatchingServer(now, (chunks, envelope) => {
    const caught = inbox.keep(chunks, envelope)
    // Later, so that a listener that throws cannot make the client send a kept message again.
    if (onMessage) setImmediate(onMessage, caught)
    return caught.name
  })
  try {
    inbox.open()
    const listener = server.listen(port, HOST)
    await once(listener, 'listening')
    const address = listener.address()
    return { server, port: typeof address === 'object' && address ? address.port : port }
  } catch (error) {
    throw cannotStart(error, folder, port)
  }
}

function cannotStart(error: unknown, folder: string, port: number): EnvironmentError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const inUse = code === 'EADDRINUSE' || code === 'EACCES'
  return new EnvironmentError(
    'backend-unavailable',
    inUse && port > 0
      ? `The sandbox cannot listen on port ${port} (${code}): choose another port.`
      : `The sandbox cannot keep mail in ${folder} (${String(error)}): choose another data folder.`,
    inUse && port > 0 ? { field: 'port' } : { file: folder },
    { cause: error },
  )
}
