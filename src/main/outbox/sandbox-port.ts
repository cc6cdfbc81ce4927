/** The sandbox for other programs on this computer: a port they can send to, until the user closes it. */
import type { SandboxStatus } from '../../shared/outbox-types.ts'
import type { AppContext } from '../ipc/app-context.ts'
import type { SandboxServer } from '../sandbox/smtp-server.ts'
import type { CaughtMessages } from './caught-messages.ts'

/** Milliseconds between two looks at what arrived. */
const INTERVAL = 100

export class SandboxPort {
  readonly #core: AppContext['core']
  readonly #caught: CaughtMessages
  #running: { readonly server: SandboxServer; readonly port: number } | null = null
  #changing: Promise<unknown> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null

  constructor(core: AppContext['core'], caught: CaughtMessages) {
    this.#core = core
    this.#caught = caught
  }

  async status(): Promise<SandboxStatus> {
    await this.#caught.refresh(INTERVAL)
    return { port: this.#running?.port ?? null, messages: this.#caught.count() }
  }

  /** 0 means any free port, null none. Where the new port cannot be had, the old one stays open. */
  listen(port: number | null): Promise<SandboxStatus> {
    const change = this.#changing.then(() => this.#listen(port))
    this.#changing = change.catch(() => undefined)
    return change.then(() => this.status())
  }

  async close(): Promise<void> {
    await this.listen(null)
    if (this.#timer) clearTimeout(this.#timer)
  }

  async #listen(port: number | null): Promise<void> {
    const before = this.#running
    if (port !== null && before?.port === port) return
    if (port !== null) {
      const server = this.#core.sandbox(port, () => this.#lookSoon())
      this.#running = { server, ...(await server.start()) }
    } else {
      this.#running = null
    }
    await before?.server.stop()
  }

  /** A program may send thousands in a burst. */
  #lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#caught.refresh(0)
    }, INTERVAL)
  }
}
