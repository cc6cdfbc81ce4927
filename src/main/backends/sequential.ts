/** What all simple backends share: opening, closing, one send at a time, hooks and the report. */
import type { MimeMessage, RecipientResult, Reply, SendReport, SendResult } from '../../shared/mail-types.ts'
import type { Backend, DeliveryHooks } from './backend.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** Where a simple backend puts its messages. */
export interface Destination {
  open?(): Promise<void>
  close?(): Promise<void>
  /**
   * Resolves once the message is safely delivered, with nothing where that means accepted for everyone.
   * Rejects with a SessionError when it was not delivered and the next one would not be either.
   */
  deliver(message: MimeMessage): Promise<SendResult | undefined>
}

/** A backend that hands one finished message after the other to `destination`. */
export class SequentialBackend implements Backend {
  readonly name: string
  readonly #destination: Destination
  #isOpen = false
  readonly #oneAtATime = oneAtATime()

  constructor(name: string, destination: Destination) {
    this.name = name
    this.#destination = destination
  }

  open(): Promise<boolean> {
    return this.#oneAtATime(() => this.#open())
  }

  close(): Promise<void> {
    return this.#oneAtATime(() => this.#close())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  sendMessages(
    messages: Iterable<MimeMessage> | AsyncIterable<MimeMessage>,
    hooks: DeliveryHooks = {},
  ): Promise<SendReport> {
    return this.#oneAtATime(async () => {
      const results: SendResult[] = []
      let sent = 0
      let openedHere = false
      try {
        for await (const message of messages) {
          const hasRecipients = message.envelope.to.length > 0
          // Opened by the first message: an empty list touches nothing.
          if (hasRecipients && (await this.#open())) openedHere = true
          const result = hasRecipients
            ? await this.#send(message, hooks)
            : await settle(message, sameForAll(message, 'failed', NOBODY), hooks)
          if (result.state === 'accepted') sent++
          if (!hooks.keepsNoResults) results.push(result)
        }
      } finally {
        if (openedHere) await this.#close()
      }
      return { sent, results }
    })
  }

  async #send(message: MimeMessage, hooks: DeliveryHooks): Promise<SendResult> {
    await hooks.beforeBodySent?.(message)
    const result = await this.#destination.deliver(message)
    return settle(message, result ?? sameForAll(message, 'accepted', DELIVERED), hooks)
  }

  async #open(): Promise<boolean> {
    if (this.#isOpen) return false
    await this.#destination.open?.()
    this.#isOpen = true
    return true
  }

  async #close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    await this.#destination.close?.()
  }
}

const DELIVERED: Reply = { code: null, enhanced: null, text: '' }
const NOBODY: Reply = { code: null, enhanced: null, text: 'The message has no recipients.' }

async function settle(message: MimeMessage, result: SendResult, hooks: DeliveryHooks): Promise<SendResult> {
  await hooks.settled?.(message, result)
  return result
}

/** One fate for every recipient of the message. */
export function sameForAll(message: MimeMessage, state: SendResult['state'], reply: Reply): SendResult {
  const recipients = message.envelope.to.map((address): RecipientResult => ({ address, state, ...reply }))
  return { messageId: message.messageId, state, recipients, queueId: null }
}
