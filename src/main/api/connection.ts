/** One connection of a profile, and the sending of messages over it. */
import type { MimeMessage, RecipientResult, SendResult } from '../../shared/mail-types.ts'
import type { Settings } from '../../shared/settings-types.ts'
import type { Backend } from '../backends/backend.ts'
import { SessionError } from '../backends/session-error.ts'
import { withSender } from '../mail/sender.ts'
import { DeliveryError, SessionBrokenError } from './delivery-error.ts'
import type { MessageResult, SendMessagesReport } from './report.ts'
import type { MailContext, Sendable } from './sendable.ts'

export class Connection implements AsyncDisposable {
  readonly settings: Settings
  readonly context: MailContext
  readonly failSilently: boolean
  readonly #backend: Backend

  constructor(parts: {
    readonly backend: Backend
    readonly settings: Settings
    readonly context: MailContext
    readonly failSilently: boolean
  }) {
    this.#backend = parts.backend
    this.settings = parts.settings
    this.context = parts.context
    this.failSilently = parts.failSilently
  }

  /**
   * True when this call connected, false when the connection was open already. Rejects with a
   * SessionError, which `failSilently` turns into false.
   */
  async open(): Promise<boolean> {
    try {
      return await this.#backend.open()
    } catch (error) {
      if (this.failSilently && error instanceof SessionError) return false
      throw error
    }
  }

  /** Harmless when nothing is open. */
  close(): Promise<void> {
    return this.#backend.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * Sends the messages in order; a connection that was not open is opened for them and closed afterwards.
   * What is wrong with one message is its `error` and does not stop the ones after it. A failure of the
   * whole session rejects with a SessionBrokenError, or is reported with `failSilently`.
   */
  async sendMessages(
    messages: Iterable<Sendable> | AsyncIterable<Sendable>,
    { failSilently = this.failSilently }: { readonly failSilently?: boolean } = {},
  ): Promise<SendMessagesReport> {
    const delivery = new Delivery(this.context)
    try {
      await this.#backend.sendMessages(delivery.build(messages), {
        settled: async (mime, result) => delivery.settle(mime, result),
      })
      return delivery.report()
    } catch (error) {
      if (!(error instanceof SessionError)) throw error
      if (!failSilently) throw new SessionBrokenError(error, delivery.report())
      return { ...delivery.report(), error }
    }
  }
}

/** Keeps the results of one call in the order of its messages. */
class Delivery {
  readonly #context: MailContext
  readonly #results: (MessageResult | null)[] = []
  readonly #places = new Map<MimeMessage, { readonly message: Sendable; readonly index: number }>()

  constructor(context: MailContext) {
    this.#context = context
  }

  /** The bytes of the messages that have recipients and can be built, made when they are asked for. */
  async *build(messages: Iterable<Sendable> | AsyncIterable<Sendable>): AsyncGenerator<MimeMessage> {
    for await (const message of messages) {
      let mime: MimeMessage
      try {
        if (message.recipients().length === 0) continue
        mime = withSender(message.build(this.#context))
      } catch (error) {
        this.#results.push(notBuilt(message, error))
        continue
      }
      this.#places.set(mime, { message, index: this.#results.push(null) - 1 })
      yield mime
    }
  }

  settle(mime: MimeMessage, result: SendResult): void {
    const place = this.#places.get(mime)
    if (!place) return
    this.#places.delete(mime)
    const error = result.state === 'accepted' ? {} : { error: new DeliveryError(result) }
    this.#results[place.index] = { ...result, ...error, message: place.message }
  }

  report(): SendMessagesReport {
    const results = this.#results.filter((result) => result !== null)
    return { sent: results.filter(({ state }) => state === 'accepted').length, results }
  }
}

/** Whatever building a message throws is a problem of that message: it is made of nothing but its fields. */
function notBuilt(message: Sendable, thrown: unknown): MessageResult {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const recipients = namedRecipients(message).map(
    (address): RecipientResult => ({
      address,
      state: 'failed',
      code: null,
      enhanced: null,
      text: error.message,
    }),
  )
  return { message, error, messageId: '', state: 'failed', recipients, queueId: null }
}

/** A list that cannot be read names nobody. */
function namedRecipients(message: Sendable): readonly string[] {
  try {
    return message.recipients()
  } catch {
    return []
  }
}
