/** Pulls messages one at a time, and one ahead where that costs no waiting. */
import { setImmediate } from 'node:timers/promises'
import type { MimeMessage } from '../../shared/mail-types.ts'

export class MessageSource {
  readonly #iterator: Iterator<MimeMessage> | AsyncIterator<MimeMessage>
  #pull: Promise<IteratorResult<MimeMessage>> | null = null
  /** What the pull under way has brought. */
  #arrived: IteratorResult<MimeMessage> | null = null
  #exhausted = false

  constructor(messages: Iterable<MimeMessage> | AsyncIterable<MimeMessage>) {
    this.#iterator =
      Symbol.asyncIterator in messages ? messages[Symbol.asyncIterator]() : messages[Symbol.iterator]()
  }

  /** Begins to pull the next message. An error waits for `next`. */
  start(): void {
    if (this.#pull || this.#exhausted) return
    const pull = this.#advance()
    this.#pull = pull
    pull.then(
      (result) => {
        this.#arrived = result
      },
      () => undefined,
    )
  }

  /**
   * The next message if it has come or comes within this turn of the event loop, else null. Whoever makes
   * the messages may be waiting for a rate limit; nothing else must wait for that.
   */
  async ready(): Promise<MimeMessage | null> {
    if (this.#pull && !this.#arrived) await setImmediate()
    return this.#arrived && !this.#arrived.done ? this.#arrived.value : null
  }

  /** Null at the end. */
  async next(): Promise<MimeMessage | null> {
    this.start()
    const pull = this.#pull
    if (!pull) return null
    try {
      const result = await pull
      this.#exhausted = result.done === true
      return result.done ? null : result.value
    } catch (error) {
      this.#exhausted = true
      throw error
    } finally {
      this.#pull = null
      this.#arrived = null
    }
  }

  /**
   * Ends the iteration early. Asks first and waits then: whoever makes the messages may be waiting for a rate
   * limit, and can let go of a pull under way. A generator answers when its pull is done.
   */
  async close(): Promise<void> {
    if (this.#exhausted) return
    this.#exhausted = true
    const left = this.#iterator.return?.()
    await this.#pull?.catch(() => undefined)
    this.#pull = null
    await left
  }

  async #advance(): Promise<IteratorResult<MimeMessage>> {
    return this.#iterator.next()
  }
}
