/** Notices when row after row is turned away for the same reason: then it is not the rows. */
import { SessionError } from '../backends/session-error.ts'
import type { RowOutcome } from '../journal/journal.ts'

/** So many rows in a row are no coincidence. */
const LIMIT = 10

/** While something was accepted within this time, a server that puts off is only busy: slowing down helps. */
const BUSY_TIME = 20_000

/** Enhanced codes about the sender's standing, not about a recipient or a message (RFC 3463, X.7.X). */
const PUT_OFF = /^4\.7\.(0|28)$/
const REFUSED = /^5\.7\./

export class RefusalStreak {
  #cause = ''
  #length = 0
  /** Its rows that were settled as failed. */
  #failed: number[] = []
  #acceptedAt = Number.NEGATIVE_INFINITY

  /** The rows that failed for a cause that was not theirs. */
  get failed(): readonly number[] {
    return this.#length < LIMIT ? [] : this.#failed
  }

  /** `now` is monotonic. Returns why the batch must pause, when it must. */
  settled(row: number, outcome: RowOutcome, now: number): SessionError | null {
    if (outcome.state === 'accepted') {
      this.#acceptedAt = now
      this.#begin('')
      return null
    }
    const cause = causeOf(outcome)
    if (cause === null) return null
    if (cause !== this.#cause) this.#begin(cause)
    this.#length++
    if (REFUSED.test(cause)) this.#failed.push(row)
    else if (now - this.#acceptedAt < BUSY_TIME) return null
    return this.#length < LIMIT ? null : refusal(this.#length, outcome)
  }

  #begin(cause: string): void {
    this.#cause = cause
    this.#length = 0
    this.#failed = []
  }
}

function causeOf({ code, enhanced }: RowOutcome): string | null {
  if (code === 421) return '421'
  return enhanced !== null && (PUT_OFF.test(enhanced) || REFUSED.test(enhanced)) ? enhanced : null
}

function refusal(rows: number, { code, enhanced, text }: RowOutcome): SessionError {
  const reply = [code, enhanced, text].filter((part) => part !== null && part !== '').join(' ')
  return new SessionError(
    'server-refused',
    `The server turned away ${rows} messages in a row for the same reason: ${reply}. Ask whoever runs it what is wrong.`,
    { reply: { code, enhanced, text }, transient: false },
  )
}
