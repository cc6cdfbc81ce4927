/** From what a server said of a message to what the journal keeps of its row. */
import type { InputError } from '../../shared/errors.ts'
import type { DeliveryState, RecipientResult, SendResult } from '../../shared/mail-types.ts'
import type { SessionError } from '../backends/session-error.ts'
import type { ClaimedRow, RowOutcome } from '../journal/journal.ts'
import type { Answer } from './adaptive-rate.ts'
import type { Ids } from './ports.ts'
import { nextAttemptAt, type RetryPolicy } from './retry-policy.ts'

/** The states from best to worst: a row is as good as its worst recipient. */
const SEVERITY: readonly DeliveryState[] = ['accepted', 'failed', 'deferred', 'uncertain']

export function rowOutcome(
  row: Pick<ClaimedRow, 'recipients' | 'date' | 'attempts'>,
  result: SendResult,
  policy: RetryPolicy,
  now: number,
  random: Ids['random'],
): RowOutcome {
  const recipients = merge(row.recipients, result.recipients)
  const state = worst(recipients)
  const telling = recipients.find((recipient) => recipient.state === state)
  const outcome = {
    code: telling?.code ?? null,
    enhanced: telling?.enhanced ?? null,
    text: telling ? describe(recipients, telling) : 'The message has no recipients.',
    recipients,
    queueId: result.queueId,
    settledAt: now,
  }
  const isRetried = state === 'deferred' || (state === 'uncertain' && policy.retriesUncertain)
  if (!isRetried) return { ...outcome, state, nextAttemptAt: null }
  const firstAttemptAt = row.date ?? now
  const next = nextAttemptAt(
    policy,
    { attempts: row.attempts, firstAttemptAt, replyText: outcome.text },
    now,
    random,
  )
  if (next !== null) return { ...outcome, state: 'deferred', nextAttemptAt: next }
  // What may have arrived has not failed, however often it was tried.
  if (state === 'uncertain') return { ...outcome, state, nextAttemptAt: null }
  return {
    ...outcome,
    state: 'failed',
    recipients: recipients.map((recipient) =>
      recipient.state === 'deferred' ? { ...recipient, state: 'failed' } : recipient,
    ),
    text: `Given up after ${row.attempts} ${row.attempts === 1 ? 'attempt' : 'attempts'}: ${outcome.text}`,
    nextAttemptAt: null,
  }
}

/** What the result says about our rate. Greylisting puts off every newcomer, however slow. */
export function answerOf({ recipients }: SendResult): Answer {
  const putOff = recipients.some(
    ({ state, code, text }) =>
      state === 'deferred' && (code === 421 || isBusy(code)) && !/gr[ae]y-?list/i.test(text),
  )
  if (putOff) return 'put-off'
  return recipients.some(({ state }) => state === 'accepted') ? 'accepted' : 'other'
}

function isBusy(code: number | null): boolean {
  return code !== null && code >= 450 && code < 460
}

/** A row that cannot be a message. An attachment that changed is held back rather than wrong. */
export function rowFailed(error: InputError, now: number): RowOutcome {
  return ownOutcome(error.code === 'attachment-changed' ? 'skipped' : 'failed', error.message, now)
}

/** A row whose recipient opted out after the import; what others of its recipients got stays known. */
export function rowSuppressed(row: ClaimedRow, reason: string, now: number): RowOutcome {
  return { ...ownOutcome('skipped', reason, now), recipients: row.recipients }
}

/** A row whose session failed while it was about to be sent: due again at once. */
export function notDelivered(error: SessionError, now: number): RowOutcome {
  return { ...ownOutcome('deferred', error.message, now), ...error.reply, nextAttemptAt: now }
}

/** An outcome no server was asked about. */
function ownOutcome(state: RowOutcome['state'], text: string, settledAt: number): RowOutcome {
  return {
    state,
    code: null,
    enhanced: null,
    text,
    recipients: [],
    queueId: null,
    settledAt,
    nextAttemptAt: null,
  }
}

/** The newest word on each recipient; those not asked again keep their earlier result. */
function merge(
  earlier: readonly RecipientResult[],
  latest: readonly RecipientResult[],
): readonly RecipientResult[] {
  if (earlier.length === 0) return latest
  const byAddress = new Map([...earlier, ...latest].map((result) => [result.address, result]))
  return [...byAddress.values()]
}

function worst(recipients: readonly RecipientResult[]): DeliveryState {
  const states = new Set(recipients.map(({ state }) => state))
  return SEVERITY.findLast((state) => states.has(state)) ?? 'failed'
}

/** Names the address where the message had several, so that one refusal is not taken for all. */
function describe(recipients: readonly RecipientResult[], telling: RecipientResult): string {
  return recipients.length > 1 && telling.state !== 'accepted'
    ? `${telling.address}: ${telling.text}`
    : telling.text
}
