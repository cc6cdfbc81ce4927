/** One message of outbox.db as the program knows it. */
import { z } from 'zod'
import type { DraftContent } from '../../shared/draft-types.ts'
import type { ErrorData } from '../../shared/error-data.ts'
import { EnvironmentError, type ErrorCode } from '../../shared/errors.ts'
import type { Envelope, RecipientResult } from '../../shared/mail-types.ts'
import type { OutboxEntry } from '../../shared/outbox-types.ts'

export interface StoredMessage {
  readonly id: string
  readonly time: number
  readonly subject: string
  readonly sender: string
  readonly recipients: string
  readonly size: number
  readonly state: Exclude<OutboxEntry['state'], 'captured' | 'skipped'>
  readonly sendsAt: number | null
  readonly attempts: number
  readonly bodySentAt: number | null
  readonly nextAttemptAt: number | null
  readonly isUnreached: boolean
  /** Why the last attempt ended before the server was asked about any recipient. */
  readonly problem: ErrorData | null
  readonly results: readonly RecipientResult[]
  readonly queueId: string | null
  readonly profile: string | null
  readonly draft: string | null
  /** JSON of a DraftContent; read back by `contentOf`. */
  readonly content: string
  readonly envelope: Envelope
  readonly messageId: string
  readonly date: number
}

const resultSchema: z.ZodType<RecipientResult> = z.strictObject({
  address: z.string(),
  state: z.enum(['accepted', 'failed', 'deferred', 'uncertain']),
  code: z.number().nullable(),
  enhanced: z.string().nullable(),
  text: z.string(),
})

const problemSchema: z.ZodType<ErrorData> = z.strictObject({
  kind: z.enum(['input', 'environment']),
  // What this program wrote itself; a code of a newer version is shown as it is.
  code: z.custom<ErrorCode>((code) => typeof code === 'string'),
  message: z.string(),
  place: z.object({
    field: z.string().optional(),
    row: z.number().optional(),
    line: z.number().optional(),
    file: z.string().optional(),
    sheet: z.string().optional(),
    cell: z.string().optional(),
    profile: z.string().optional(),
  }),
})

const json = z.string().transform((text): unknown => JSON.parse(text))

const rowSchema = z
  .object({
    id: z.string(),
    time: z.number(),
    subject: z.string(),
    sender: z.string(),
    recipients: z.string(),
    size: z.number(),
    state: z.enum(['queued', 'attempting', 'accepted', 'failed', 'deferred', 'uncertain']),
    sends_at: z.number().nullable(),
    attempts: z.number(),
    body_sent_at: z.number().nullable(),
    next_attempt_at: z.number().nullable(),
    is_unreached: z.number(),
    problem: z.preprocess(
      (text) => (typeof text === 'string' ? JSON.parse(text) : null),
      problemSchema.nullable(),
    ),
    results: json.pipe(z.array(resultSchema)),
    queue_id: z.string().nullable(),
    profile: z.string().nullable(),
    draft: z.string().nullable(),
    content: z.string(),
    envelope: json.pipe(z.strictObject({ from: z.string(), to: z.array(z.string()) })),
    message_id: z.string(),
    date: z.number(),
  })
  .transform(
    ({
      sends_at,
      body_sent_at,
      next_attempt_at,
      is_unreached,
      queue_id,
      message_id,
      ...same
    }): StoredMessage => ({
      ...same,
      sendsAt: sends_at,
      bodySentAt: body_sent_at,
      nextAttemptAt: next_attempt_at,
      isUnreached: is_unreached === 1,
      queueId: queue_id,
      messageId: message_id,
    }),
  )

export function storedMessage(row: Readonly<Record<string, unknown>>): StoredMessage {
  try {
    return rowSchema.parse(row)
  } catch (error) {
    throw new EnvironmentError(
      'store-failed',
      'A message of the outbox cannot be read back: outbox.db is damaged. Restore it from a copy.',
      {},
      { cause: error },
    )
  }
}

export function entryOf({ id, subject, sender, recipients, time, size, state }: StoredMessage): OutboxEntry {
  return { id: `s:${id}`, subject, from: sender, to: recipients, time, size, state }
}

/** `schema` checks what an older version may have written otherwise. */
export function contentOf({ content }: StoredMessage, schema: z.ZodType<DraftContent>): DraftContent {
  return schema.parse(JSON.parse(content))
}

/** What the server said for good; where it was not even asked, our own words do not count. */
export function finalResults({ results, isUnreached }: StoredMessage): readonly RecipientResult[] {
  return results.filter(
    ({ state, code }) => state === 'accepted' || (state === 'failed' && (!isUnreached || code !== null)),
  )
}

/** It waits, and no recipient has it yet nor was refused for good. */
export function hasNotLeft({ state, results }: StoredMessage): boolean {
  return (
    state === 'queued' || (state === 'deferred' && results.every((result) => result.state === 'deferred'))
  )
}

/** The attempt is over and nobody got it: what becomes of it is the user's again. */
export function reachedNobody({ state, results }: StoredMessage): boolean {
  return state === 'failed' && results.every((result) => result.state === 'failed')
}
