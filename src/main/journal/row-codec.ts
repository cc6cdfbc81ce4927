/** From a record of the table to a row as the journal tells it. */
import { ROW_STATES } from '../../shared/batch-types.ts'
import type { DeliveryState, RecipientResult } from '../../shared/mail-types.ts'
import {
  isTextList,
  readInteger,
  readIntegerOrNull,
  readJson,
  readText,
  readTextOrNull,
  readWord,
  type SqlRow,
} from './columns.ts'
import type { JournalRow } from './journal.ts'

const DELIVERY_STATES: readonly DeliveryState[] = ['accepted', 'failed', 'deferred', 'uncertain']

/** Throws DamagedValue where a column holds what the journal never writes. */
export function decodeRow(record: SqlRow): JournalRow {
  const code = readIntegerOrNull(record, 'code')
  const text = readTextOrNull(record, 'text')
  return {
    number: readInteger(record, 'number'),
    line: readInteger(record, 'line'),
    cells: readJson(record, 'cells', isTextList),
    address: readText(record, 'address'),
    state: readWord(record, 'state', ROW_STATES),
    attempts: readInteger(record, 'attempts'),
    messageId: readTextOrNull(record, 'message_id'),
    date: readIntegerOrNull(record, 'date'),
    result: text === null ? null : { code, enhanced: readTextOrNull(record, 'enhanced'), text },
    recipients: record.recipients === null ? [] : readJson(record, 'recipients', isRecipientList),
    settledAt: readIntegerOrNull(record, 'settled_at'),
    // A claimed row keeps the time it was due at, so that it can be given back as it was.
    nextAttemptAt: record.state === 'deferred' ? readIntegerOrNull(record, 'next_attempt_at') : null,
    contentHash: readTextOrNull(record, 'content_hash'),
    bodySentAt: readIntegerOrNull(record, 'body_sent_at'),
    queueId: readTextOrNull(record, 'queue_id'),
  }
}

function isRecipientList(value: unknown): value is readonly RecipientResult[] {
  return Array.isArray(value) && value.every(isRecipient)
}

function isRecipient(value: unknown): value is RecipientResult {
  if (typeof value !== 'object' || value === null) return false
  const { address, state, code, enhanced, text }: Partial<Record<keyof RecipientResult, unknown>> = value
  return (
    typeof address === 'string' &&
    DELIVERY_STATES.some((known) => known === state) &&
    (code === null || typeof code === 'number') &&
    (enhanced === null || typeof enhanced === 'string') &&
    typeof text === 'string'
  )
}
