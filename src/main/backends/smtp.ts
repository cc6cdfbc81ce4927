/** The backend that hands messages to an SMTP server, over one connection at a time. */
import type { MimeMessage, SendReport, SendResult } from '../../shared/mail-types.ts'
import { handshake } from '../smtp/handshake.ts'
import { MessageSource } from '../smtp/message-source.ts'
import { type Pipelining, type SmtpOptions, type SmtpSettings, smtpSettings } from '../smtp/options.ts'
import { Session } from '../smtp/session.ts'
import type { Backend, DeliveryHooks } from './backend.ts'
import { oneAtATime } from './one-at-a-time.ts'

export class SmtpBackend implements Backend {
  readonly name = 'smtp'
  readonly #settings: SmtpSettings
  #session: Session | null = null
  /** Lowered for good when a server answers out of step. */
  #pipelining: Pipelining
  #connecting: AbortController | null = null
  #isSending = false
  readonly #oneAtATime = oneAtATime()

  /** Throws an InputError that names an option which cannot be used. Connects to nothing yet. */
  constructor(options: SmtpOptions) {
    this.#settings = smtpSettings(options)
    this.#pipelining = this.#settings.pipelining
  }

  open(): Promise<boolean> {
    return this.#oneAtATime(async () => {
      if (this.#session?.isAlive) return false
      await this.#connect()
      return true
    })
  }

  /** While a send is under way this cuts it off: its message becomes deferred, or uncertain behind its dot. */
  async close(): Promise<void> {
    this.#connecting?.abort()
    if (this.#isSending) this.#session?.abort()
    else await this.#disconnect()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  sendMessages(
    messages: Iterable<MimeMessage> | AsyncIterable<MimeMessage>,
    hooks: DeliveryHooks = {},
  ): Promise<SendReport> {
    return this.#oneAtATime(async () => {
      const source = new MessageSource(messages)
      const results: SendResult[] = []
      let sent = 0
      const isKept = this.#session !== null
      this.#isSending = true
      try {
        for (let message = await source.next(); message; message = await source.next()) {
          const result = await this.#send(message, source, hooks)
          if (result.state === 'accepted') sent++
          if (!hooks.keepsNoResults) results.push(result)
        }
      } finally {
        this.#isSending = false
        if (!isKept) await this.#disconnect()
        await source.close()
      }
      return { sent, results }
    })
  }

  async #send(message: MimeMessage, source: MessageSource, hooks: DeliveryHooks): Promise<SendResult> {
    if (message.envelope.to.length === 0) {
      return settled(hooks, message, {
        messageId: message.messageId,
        state: 'failed',
        recipients: [],
        queueId: null,
      })
    }
    try {
      for (;;) {
        const isReused = this.#session !== null
        const session = this.#session ?? (await this.#connect())
        const outcome = await session.send(message, { hooks, pipelining: this.#pipelining, isReused, source })
        if (outcome.outOfStep) this.#pipelining = LOWER[this.#pipelining]
        if (outcome.kind === 'again') {
          this.#drop()
          continue
        }
        const result = await settled(hooks, message, outcome.result)
        if (outcome.end) throw outcome.end
        return result
      }
    } catch (error) {
      // After any failure the server may be in the middle of something: never reuse that connection.
      this.#drop()
      throw error
    }
  }

  async #connect(): Promise<Session> {
    this.#drop()
    const connecting = new AbortController()
    this.#connecting = connecting
    try {
      this.#session = new Session(await handshake(this.#settings, connecting.signal), this.#settings)
      return this.#session
    } finally {
      this.#connecting = null
    }
  }

  #drop(): void {
    this.#session?.abort()
    this.#session = null
  }

  async #disconnect(): Promise<void> {
    const session = this.#session
    this.#session = null
    await session?.quit()
  }
}

const LOWER: Readonly<Record<Pipelining, Pipelining>> = { full: 'envelope', envelope: 'none', none: 'none' }

async function settled(hooks: DeliveryHooks, message: MimeMessage, result: SendResult): Promise<SendResult> {
  await hooks.settled?.(message, result)
  return result
}
