/** The fate of each recipient of one message while it is being sent. */
import type { DeliveryState, RecipientResult, Reply, SendResult } from '../../shared/mail-types.ts'
import type { Outgoing } from './outgoing.ts'
import { queueId } from './queue-id.ts'

/** RFC 5321 section 4.5.3.1.8: every server must take a hundred. */
const RECIPIENTS_PER_TRANSACTION = 100

interface Fate {
  readonly state: DeliveryState
  readonly reply: Reply
}

export class Delivery {
  readonly outgoing: Outgoing
  readonly #fates = new Map<number, Fate>()
  #queueId: string | null = null
  /** Recipients whose copy may have been taken: the final dot is on its way and its reply is not here. */
  #inDoubt: readonly number[] = []

  constructor(outgoing: Outgoing) {
    this.outgoing = outgoing
    for (const [index, reply] of outgoing.refused) this.settle([index], 'failed', reply)
  }

  get addresses(): readonly string[] {
    return this.outgoing.message.envelope.to
  }

  /** Indexes of the recipients whose fate is open. */
  get waiting(): readonly number[] {
    return this.addresses.map((_, index) => index).filter((index) => !this.#fates.has(index))
  }

  /** The recipients of the next transaction. */
  get nextGroup(): readonly number[] {
    return this.waiting.slice(0, RECIPIENTS_PER_TRANSACTION)
  }

  /** Whether octets of the body may have left; before that a message can start over unnoticed. */
  bodyBegun = false

  settle(indexes: readonly number[], state: DeliveryState, reply: Reply): void {
    for (const index of indexes) this.#fates.set(index, { state, reply })
  }

  /** From here on a lost connection leaves these recipients uncertain. */
  dotLeaves(indexes: readonly number[]): void {
    this.#inDoubt = indexes
  }

  /** The server has answered the dot. */
  dotAnswered(): void {
    this.#inDoubt = []
  }

  accepted(indexes: readonly number[], reply: Reply): void {
    this.settle(indexes, 'accepted', reply)
    this.#queueId ??= queueId(reply.text)
  }

  /** The conversation is over: whoever is in doubt stays so, everyone else still open was not served. */
  breakOff(uncertain: Reply, deferred: Reply): void {
    this.settle(this.#inDoubt, 'uncertain', uncertain)
    this.settle(this.waiting, 'deferred', deferred)
  }

  result(): SendResult {
    const recipients = this.addresses.map((address, index): RecipientResult => {
      const fate = this.#fates.get(index)
      if (!fate) throw new Error(`The fate of recipient ${index + 1} is still open.`)
      return { address, state: fate.state, ...fate.reply }
    })
    return {
      messageId: this.outgoing.message.messageId,
      state: worst(recipients),
      recipients,
      queueId: this.#queueId,
    }
  }
}

const WORST_FIRST: readonly DeliveryState[] = ['uncertain', 'deferred', 'failed']

function worst(recipients: readonly RecipientResult[]): DeliveryState {
  return WORST_FIRST.find((state) => recipients.some((recipient) => recipient.state === state)) ?? 'accepted'
}
