/**
 * Single messages and their fate, each step durable before the next may happen: claimed before a byte is
 * written, marked before the last one, the result before anybody is told.
 */
import { randomUUID } from 'node:crypto'
import type { ErrorData } from '../../shared/error-data.ts'
import { EnvironmentError, InputError } from '../../shared/errors.ts'
import type { RecipientResult } from '../../shared/mail-types.ts'
import type { OutboxPage } from '../../shared/outbox-types.ts'
import type { Dispatched } from '../compose/compose-service.ts'
import type { RowOutcome } from '../journal/journal.ts'
import { joinChunks } from '../mail/mime.ts'
import type { OutboxStore } from './outbox-store.ts'
import { entryOf, finalResults, hasNotLeft, type StoredMessage, storedMessage } from './stored-message.ts'

/** One attempt; another process that took the message over makes its steps fail. */
export interface Claim {
  readonly message: StoredMessage
  /** Which attempt this is, counted from 1. */
  readonly attempt: number
}

const RESULT = `state = ?, results = ?, queue_id = coalesce(?, queue_id), next_attempt_at = ?, is_unreached = ?, problem = ?`

export class SingleMessages {
  readonly #store: OutboxStore
  readonly #now: () => number

  constructor(store: OutboxStore, now: () => number) {
    this.#store = store
    this.#now = now
  }

  add({ content, draft, profile, mime, sendsAt, text }: Dispatched): string {
    const id = randomUUID()
    const { subject, from } = mime.message
    const recipients = [...mime.message.to, ...mime.message.cc, ...mime.message.bcc].join(', ')
    const columns = {
      id,
      time: this.#now(),
      subject,
      sender: from,
      recipients,
      size: mime.size,
      state: 'queued',
      sends_at: sendsAt,
      profile,
      draft,
      content: JSON.stringify(content),
      envelope: JSON.stringify(mime.envelope),
      message_id: mime.messageId,
      date: mime.date.getTime(),
    }
    this.#store.transaction(() => {
      const seq = this.#store.insert('message', columns, [subject, from, recipients, text])
      this.#store.keepBytes(seq, joinChunks(mime))
    })
    return id
  }

  get(id: string): StoredMessage {
    const row = this.#store.find('message', id)
    if (row) return storedMessage(row)
    throw new InputError('unknown-item', 'This message is not in the outbox any more.')
  }

  /** Newest first. */
  list(search: string, offset: number, limit: number): OutboxPage {
    const { total, rows } = this.#store.page('message', search, offset, limit)
    return { total, entries: rows.map((row) => entryOf(storedMessage(row))) }
  }

  inState(...states: readonly StoredMessage['state'][]): readonly StoredMessage[] {
    const places = states.map(() => '?').join(', ')
    return this.#store.all(`SELECT * FROM message WHERE state IN (${places})`, ...states).map(storedMessage)
  }

  /** Null where the message is not in one of these states any more: then it is not this caller's to send. */
  claim(id: string, ...from: readonly StoredMessage['state'][]): Claim | null {
    const places = from.map(() => '?').join(', ')
    const claimed = this.#store.run(
      `UPDATE message SET state = 'attempting', attempts = attempts + 1, body_sent_at = NULL, sends_at = NULL,
         next_attempt_at = NULL WHERE id = ? AND state IN (${places})`,
      id,
      ...from,
    )
    if (claimed === 0) return null
    const message = this.get(id)
    return { message, attempt: message.attempts }
  }

  markBodySent({ message, attempt }: Claim): void {
    this.#must(
      this.#store.run(
        `UPDATE message SET body_sent_at = ? WHERE id = ? AND state = 'attempting' AND attempts = ?`,
        this.#now(),
        message.id,
        attempt,
      ),
    )
  }

  /** What the server said. */
  settle({ message, attempt }: Claim, outcome: RowOutcome): void {
    this.#must(
      this.#store.run(
        `UPDATE message SET ${RESULT} WHERE id = ? AND state IN ('attempting', 'uncertain') AND attempts = ?`,
        outcome.state,
        JSON.stringify(outcome.recipients),
        outcome.queueId,
        outcome.nextAttemptAt,
        0,
        null,
        message.id,
        attempt,
      ),
    )
  }

  /** The session ended before the server was asked, which is the problem, or after the mark without an answer. */
  giveUp(
    { message, attempt }: Claim,
    state: 'failed' | 'deferred' | 'uncertain',
    results: readonly RecipientResult[],
    { nextAttemptAt, problem }: { readonly nextAttemptAt: number | null; readonly problem: ErrorData | null },
  ): void {
    this.#must(
      this.#store.run(
        `UPDATE message SET ${RESULT} WHERE id = ? AND state = 'attempting' AND attempts = ?`,
        state,
        JSON.stringify(results),
        null,
        nextAttemptAt,
        state === 'uncertain' ? 0 : 1,
        problem === null ? null : JSON.stringify(problem),
        message.id,
        attempt,
      ),
    )
  }

  /** The user says so. */
  takeAsSent(id: string, results: readonly RecipientResult[]): void {
    const taken = results.map((result) =>
      result.state === 'uncertain' ? { ...result, state: 'accepted' as const } : result,
    )
    const isMixed = taken.some(({ state }) => state === 'failed')
    this.#setResults(id, isMixed ? 'failed' : 'accepted', taken)
  }

  #setResults(id: string, state: StoredMessage['state'], results: readonly RecipientResult[]): void {
    this.#store.run(
      'UPDATE message SET state = ?, results = ? WHERE id = ?',
      state,
      JSON.stringify(results),
      id,
    )
  }

  /** True when it was still waiting, for its time or for another attempt at everybody; it is gone then. */
  takeBack(id: string): boolean {
    return this.#store.transaction(() => {
      const row = this.#store.find('message', id)
      if (!row || !hasNotLeft(storedMessage(row))) return false
      this.#store.remove('message', id)
      return true
    })
  }

  /**
   * After a crash: what bears the mark may have left and becomes uncertain; what was claimed without it has
   * not left, and waits for the user, as does what was waiting to leave.
   */
  recover(): void {
    this.#store.transaction(() => {
      for (const message of this.inState('attempting')) {
        const { id, bodySentAt, results } = message
        if (bodySentAt !== null) {
          this.#setResults(id, 'uncertain', uncertainResults(message))
        } else if (results.length === 0) {
          this.#store.run(`UPDATE message SET state = 'queued' WHERE id = ?`, id)
        } else {
          const sql = `UPDATE message SET state = 'deferred', next_attempt_at = ? WHERE id = ?`
          this.#store.run(sql, this.#now(), id)
        }
      }
      this.#store.run(`UPDATE message SET sends_at = NULL WHERE state = 'queued'`)
    })
  }

  #must(changed: number): void {
    if (changed === 1) return
    throw new EnvironmentError(
      'state-conflict',
      'Another Mailwright has taken this message over: look at its state in the outbox.',
    )
  }
}

/** Whoever had no final word may or may not get the message. */
export function uncertainResults(message: StoredMessage): readonly RecipientResult[] {
  const known = new Map(finalResults(message).map((result) => [result.address, result]))
  const text =
    'The connection ended after the message was written and before the server answered: it may have arrived.'
  return message.envelope.to.map(
    (address): RecipientResult =>
      known.get(address) ?? { address, state: 'uncertain', code: null, enhanced: null, text },
  )
}
