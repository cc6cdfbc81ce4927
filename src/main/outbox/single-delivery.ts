/** Sends single messages: after the seconds of undo, again when they were put off, never twice at once. */
import { toErrorData } from '../../shared/error-data.ts'
import { EnvironmentError, MailwrightError } from '../../shared/errors.ts'
import type { MimeMessage, RecipientResult, SendResult } from '../../shared/mail-types.ts'
import { SessionError } from '../backends/session-error.ts'
import { defaultRetryPolicy, nextAttemptAt } from '../batch/retry-policy.ts'
import { rowOutcome } from '../batch/row-outcome.ts'
import type { AppContext } from '../ipc/app-context.ts'
import type { OutboxStore } from './outbox-store.ts'
import { type Claim, type SingleMessages, uncertainResults } from './single-messages.ts'
import { finalResults, type StoredMessage } from './stored-message.ts'

/** Builds the message of a draft again, for what a backend may ask besides its bytes. */
export type Rebuild = (message: StoredMessage) => Promise<MimeMessage>

export interface DeliveryParts {
  readonly core: AppContext['core']
  readonly store: OutboxStore
  readonly messages: SingleMessages
  readonly rebuild: Rebuild
  /** An attempt has ended, and its result is durable. */
  readonly onAttempted: (message: StoredMessage) => void
  /** Told, once it is durable, that a message has another state. */
  readonly onChange: (id: string) => void
}

/** Longer timers fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Milliseconds that mail under way gets to end when the program ends. */
const PATIENCE = 10_000

export class SingleDelivery {
  readonly #parts: DeliveryParts
  readonly #timers = new Map<string, { timer: NodeJS.Timeout; state: 'queued' | 'deferred' }>()
  readonly #underWay = new Map<string, Promise<void>>()
  #isClosed = false

  constructor(parts: DeliveryParts) {
    this.#parts = parts
    for (const { id, nextAttemptAt: at } of parts.messages.inState('deferred')) {
      if (at !== null) this.schedule(id, 'deferred', at)
    }
  }

  schedule(id: string, state: 'queued' | 'deferred', at: number): void {
    this.unschedule(id)
    if (this.#isClosed) return
    const wait = Math.max(0, at - this.#parts.core.clock.now())
    const timer = setTimeout(
      () => {
        this.#timers.delete(id)
        if (wait > LONGEST_TIMER) this.schedule(id, state, at)
        else void this.deliver(id, state)
      },
      Math.min(wait, LONGEST_TIMER),
    )
    if (state === 'deferred') timer.unref()
    this.#timers.set(id, { timer, state })
  }

  unschedule(id: string): void {
    clearTimeout(this.#timers.get(id)?.timer)
    this.#timers.delete(id)
  }

  /** Sends it when it is in one of these states; resolves when its fate is durable. Never rejects. */
  deliver(id: string, ...from: readonly StoredMessage['state'][]): Promise<void> {
    const running = this.#underWay.get(id)
    // Its result is durable, but its connection may still be saying goodbye.
    if (running) return running.then(() => this.deliver(id, ...from))
    this.unschedule(id)
    const delivery = this.#attempt(id, from)
      // The journal of this message cannot be written: what is in it says how far it came.
      .catch(() => undefined)
      .finally(() => {
        this.#underWay.delete(id)
        this.#parts.onChange(id)
      })
    this.#underWay.set(id, delivery)
    return delivery
  }

  /** What waits for its undo seconds leaves now; resolves when nothing is under way, or patience ends. */
  async close(): Promise<void> {
    this.#isClosed = true
    const waiting = [...this.#timers].filter(([, { state }]) => state === 'queued').map(([id]) => id)
    for (const id of [...this.#timers.keys()]) this.unschedule(id)
    for (const id of waiting) void this.deliver(id, 'queued')
    let timer: NodeJS.Timeout | undefined
    const impatience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE)
    })
    await Promise.race([Promise.allSettled(this.#underWay.values()), impatience])
    clearTimeout(timer)
  }

  async #attempt(id: string, from: readonly StoredMessage['state'][]): Promise<void> {
    const { messages, onChange } = this.#parts
    const claim = messages.claim(id, ...from)
    if (!claim) return
    onChange(id)
    const progress = { isMarked: false, isSettled: false }
    try {
      await this.#send(claim, progress)
    } catch (error) {
      if (!progress.isSettled) this.#sessionFailed(claim, progress.isMarked, error)
    }
  }

  async #send(claim: Claim, progress: { isMarked: boolean; isSettled: boolean }): Promise<void> {
    const { core, messages, onAttempted } = this.#parts
    const mime = await this.#asStored(claim.message)
    const { profile } = core.resolveProfile({ profile: claim.message.profile ?? undefined, options: {} })
    const connect = await core.connect(profile)
    const keep = (result: SendResult): void => {
      this.#settle(claim, result)
      progress.isSettled = true
      onAttempted(messages.get(claim.message.id))
    }
    const { results } = await connect().sendMessages([mime], {
      beforeBodySent: async () => {
        messages.markBodySent(claim)
        progress.isMarked = true
      },
      settled: async (_, result) => keep(result),
    })
    const [result] = results
    if (!progress.isSettled && result) keep(result)
    if (!progress.isSettled) throw new Error('The backend told nothing about the message.')
  }

  /** Exactly the bytes that were kept, to those who have not had their final word. */
  async #asStored(message: StoredMessage): Promise<MimeMessage> {
    const bytes = this.#parts.store.bytes(message.id)
    if (!bytes) throw new Error('The bytes of the message are gone.')
    const settled = new Set(finalResults(message).map(({ address }) => address))
    const { from, to } = message.envelope
    return {
      ...(await this.#parts.rebuild(message)),
      envelope: { from, to: to.filter((address) => !settled.has(address)) },
      chunks: [bytes],
      size: bytes.length,
      eightBit: bytes.some((octet) => octet > 127),
    }
  }

  #settle(claim: Claim, result: SendResult): void {
    const { core, messages } = this.#parts
    const { message, attempt } = claim
    const row = { recipients: message.results, date: message.date, attempts: attempt }
    const outcome = rowOutcome(row, result, defaultRetryPolicy, core.clock.now(), core.ids.random)
    messages.settle(claim, outcome)
    if (outcome.nextAttemptAt !== null) this.schedule(message.id, 'deferred', outcome.nextAttemptAt)
  }

  #sessionFailed(claim: Claim, isMarked: boolean, error: unknown): void {
    const { core, messages, onAttempted } = this.#parts
    const { message, attempt } = claim
    if (isMarked) {
      const unknown = { nextAttemptAt: null, problem: null }
      messages.giveUp(claim, 'uncertain', uncertainResults(message), unknown)
      onAttempted(messages.get(message.id))
      return
    }
    const problem = toErrorData(
      error instanceof MailwrightError
        ? error
        : new EnvironmentError('internal', 'Mailwright could not hand the message over.'),
    )
    const text = problem.message
    const isTransient = error instanceof SessionError && error.transient
    const now = core.clock.now()
    const retry = { attempts: attempt, firstAttemptAt: message.date, replyText: text }
    const due = isTransient ? nextAttemptAt(defaultRetryPolicy, retry, now, core.ids.random) : null
    const state = due === null ? 'failed' : 'deferred'
    const known = new Map(finalResults(message).map((result) => [result.address, result]))
    const told = message.envelope.to.map(
      (address): RecipientResult =>
        known.get(address) ?? { address, state, code: null, enhanced: null, text },
    )
    messages.giveUp(claim, state, told, { nextAttemptAt: due, problem })
    if (due !== null) this.schedule(message.id, 'deferred', due)
    onAttempted(messages.get(message.id))
  }
}
