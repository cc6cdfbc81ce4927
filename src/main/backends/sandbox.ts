/** The backend of the first run: a real SMTP conversation that ends on this machine. */
import type { MimeMessage, SendReport } from '../../shared/mail-types.ts'
import type { Backend, DeliveryHooks } from './backend.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** The server of this process that all sandbox backends share; each start is paired with a stop. */
export interface SandboxPort {
  start(): Promise<{ readonly port: number }>
  stop(): Promise<void>
}

/** Sends through an SMTP backend, made by `connectTo`, to the sandbox, which runs while it is needed. */
export class SandboxBackend implements Backend {
  readonly name = 'sandbox'
  readonly #server: SandboxPort
  readonly #connectTo: (port: number) => Backend
  readonly #oneAtATime = oneAtATime()
  #smtp: Backend | null = null
  #sending: Backend | null = null

  constructor(server: SandboxPort, connectTo: (port: number) => Backend) {
    this.#server = server
    this.#connectTo = connectTo
  }

  open(): Promise<boolean> {
    return this.#oneAtATime(async () => {
      if (this.#smtp) return false
      const smtp = await this.#connect()
      try {
        await smtp.open()
      } catch (error) {
        await this.#server.stop()
        throw error
      }
      this.#smtp = smtp
      return true
    })
  }

  /** Cuts off a send that is under way, as closing an SMTP connection does. */
  async close(): Promise<void> {
    await this.#sending?.close()
    await this.#oneAtATime(async () => {
      const smtp = this.#smtp
      if (!smtp) return
      this.#smtp = null
      await smtp.close()
      await this.#server.stop()
    })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  sendMessages(
    messages: Iterable<MimeMessage> | AsyncIterable<MimeMessage>,
    hooks?: DeliveryHooks,
  ): Promise<SendReport> {
    return this.#oneAtATime(async () => {
      const isKept = this.#smtp !== null
      const smtp = this.#smtp ?? (await this.#connect())
      this.#sending = smtp
      try {
        return await smtp.sendMessages(messages, hooks)
      } finally {
        this.#sending = null
        if (!isKept) await this.#server.stop()
      }
    })
  }

  async #connect(): Promise<Backend> {
    return this.#connectTo((await this.#server.start()).port)
  }
}
