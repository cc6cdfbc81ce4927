/** One authenticated connection: sends messages over it, and says what became of them when it breaks. */
import type { MimeMessage, SendResult } from '../../shared/mail-types.ts'
import type { DeliveryHooks } from '../backends/backend.ts'
import { sendBody } from './body.ts'
import { BrokenConnection, outOfStep } from './broken-connection.ts'
import { Delivery } from './delivery.ts'
import { envelopeCommands, openEnvelope } from './envelope.ts'
import type { Authenticated } from './handshake.ts'
import type { MessageSource } from './message-source.ts'
import type { Pipelining, SmtpSettings } from './options.ts'
import { outgoing } from './outgoing.ts'
import { ownReply } from './reply.ts'
import { SmtpError } from './smtp-error.ts'
import { Wire } from './wire.ts'

export type SendOutcome =
  /** `end`: the connection is gone and why; the result is valid all the same. */
  | {
      readonly kind: 'done'
      readonly result: SendResult
      readonly end: SmtpError | null
      readonly outOfStep: boolean
    }
  /** The connection is gone, nothing was handed over, and another connection may try at once. */
  | { readonly kind: 'again'; readonly outOfStep: boolean }

export interface SendContext {
  readonly hooks: DeliveryHooks
  /** The most that may be pipelined. */
  readonly pipelining: Pipelining
  /** Whether the connection was used or idle before, so that its end may be nobody's fault. */
  readonly isReused: boolean
  /** Where the message after this one comes from. */
  readonly source: MessageSource
}

/** Long enough for a polite goodbye, too short to be noticed. */
const QUIT_MS = 1000

export class Session {
  readonly #wire: Wire
  readonly #settings: SmtpSettings
  readonly #extensions: Authenticated['extensions']
  /** The message whose envelope left with the dot of the one before. */
  #ahead: Delivery | null = null
  #needsReset = false

  constructor({ socket, leftover, extensions }: Authenticated, settings: SmtpSettings) {
    this.#wire = new Wire(socket, leftover)
    this.#settings = settings
    this.#extensions = extensions
  }

  get isAlive(): boolean {
    return this.#wire.broken === null
  }

  /**
   * Rejects with a SmtpError when the session as a whole is refused before the body of the message,
   * or with what a hook rejected with; the connection is gone after either.
   */
  async send(message: MimeMessage, context: SendContext): Promise<SendOutcome> {
    const delivery = this.#deliveryOf(message)
    const wasAhead = delivery === this.#ahead
    const readBefore = this.#wire.repliesRead
    try {
      await this.#deliver(delivery, context)
      return { kind: 'done', result: delivery.result(), end: null, outOfStep: false }
    } catch (error) {
      this.#wire.abort()
      if (error instanceof SmtpError && delivery.bodyBegun) {
        const deferred = ownReply(`Not tried, because the session ended. ${error.message}`)
        delivery.breakOff(deferred, deferred)
        return { kind: 'done', result: delivery.result(), end: error, outOfStep: false }
      }
      if (!(error instanceof BrokenConnection)) throw error
      const untouched = this.#wire.repliesRead === readBefore
      // A server may throw away what came behind the dot, although RFC 2920 section 3.2 forbids it.
      const ignored = wasAhead && untouched && error.kind === 'timed-out'
      if (ignored) return { kind: 'again', outOfStep: true }
      return this.#afterBreak(delivery, error, context, untouched)
    }
  }

  /** Says goodbye. Never rejects. */
  quit(): Promise<void> {
    return this.#wire.quit(Math.min(QUIT_MS, this.#settings.timeouts.command))
  }

  /** Ends the connection at once; a message in flight becomes deferred, or uncertain behind its dot. */
  abort(): void {
    this.#wire.abort()
  }

  async #deliver(delivery: Delivery, context: SendContext): Promise<void> {
    const pipelining = this.#pipelining(context)
    let isAhead = delivery === this.#ahead
    this.#ahead = null
    if (!isAhead) this.#expectSilence()
    while (delivery.waiting.length > 0) {
      const mode = isAhead ? 'ahead' : pipelining === 'none' ? 'single' : 'group'
      const { accepted, leftOpen } = await openEnvelope(
        { ...this.#exchange, mode, reset: !isAhead && this.#needsReset },
        delivery,
        delivery.nextGroup,
      )
      isAhead = false
      this.#needsReset = leftOpen
      if (accepted.length === 0) continue
      const isLast = accepted.length === delivery.waiting.length
      const pipelinesNext = pipelining === 'full' && isLast
      if (pipelinesNext) context.source.start()
      const behindDot = async () => (pipelinesNext ? this.#announce(await context.source.ready()) : '')
      await sendBody({ ...this.#exchange, hooks: context.hooks, behindDot }, delivery, accepted)
    }
  }

  /** The envelope of the next message, which the server answers after this message's dot. */
  #announce(next: MimeMessage | null): string {
    if (!next) return ''
    try {
      const delivery = this.#deliveryOf(next)
      const group = delivery.nextGroup
      if (group.length === 0) return ''
      this.#ahead = delivery
      return envelopeCommands(delivery, group, false)
    } catch {
      // Its own turn will say what is wrong with it; the message in hand must not suffer.
      return ''
    }
  }

  /** Settles what is known, or says that the message can simply be sent again. */
  #afterBreak(
    delivery: Delivery,
    broken: BrokenConnection,
    context: SendContext,
    untouched: boolean,
  ): SendOutcome {
    const isOutOfStep = broken.kind === 'out-of-step'
    if (!delivery.bodyBegun && delivery.waiting.length > 0) {
      const lower = isOutOfStep && this.#pipelining(context) !== 'none'
      const stale = (isOutOfStep || broken.kind === 'lost') && context.isReused && untouched
      if (lower || stale) return { kind: 'again', outOfStep: isOutOfStep }
    }
    delivery.breakOff(
      ownReply(`It is not known whether the server took the message: ${broken.message}.`),
      broken.kind === 'closing' && broken.reply
        ? broken.reply
        : ownReply(`Not delivered: ${broken.message}.`),
    )
    const end = broken.toSmtpError(this.#settings.host)
    return { kind: 'done', result: delivery.result(), end, outOfStep: isOutOfStep }
  }

  /** Before a message nothing may be waiting to be read. A server that closed an idle session says 421. */
  #expectSilence(): void {
    const reply = this.#wire.takeUnasked()
    if (reply?.code === 421) throw new BrokenConnection('lost', 'the server has ended the session', reply)
    if (reply) throw outOfStep(reply, 'nothing')
    const { broken } = this.#wire
    if (broken?.kind === 'aborted') throw broken.toSmtpError(this.#settings.host)
    if (broken) throw broken
  }

  #deliveryOf(message: MimeMessage): Delivery {
    if (this.#ahead?.outgoing.message === message) return this.#ahead
    return new Delivery(outgoing(message, this.#extensions, this.#settings.requireTls))
  }

  #pipelining({ pipelining }: SendContext): Pipelining {
    return this.#extensions.pipelining ? pipelining : 'none'
  }

  get #exchange() {
    const { host, timeouts } = this.#settings
    return { wire: this.#wire, host, timeouts }
  }
}
