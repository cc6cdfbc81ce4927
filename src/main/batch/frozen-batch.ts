/** What a batch owns from its start on, so that editing files or settings afterwards changes nothing. */
import { z } from 'zod'
import { EnvironmentError } from '../../shared/errors.ts'
import { MOST_CONNECTIONS } from '../../shared/settings-types.ts'
import type { BatchInfo } from '../journal/journal.ts'

const choiceSchema = z.strictObject({
  backend: z.string().optional(),
  profile: z.string().optional(),
  options: z.record(z.string(), z.unknown()),
})

const settingsSchema = z.strictObject({
  /**
   * How the profile was chosen; never a password. The bytes are frozen, the way to the server is not: a
   * host corrected in the settings counts at the next resume.
   */
  choice: choiceSchema,
  defaults: z.strictObject({ from: z.string(), replyTo: z.array(z.string()), charset: z.string() }),
  policy: z.strictObject({
    smtpUtf8: z.boolean(),
    sevenBit: z.boolean(),
    unencodable: z.enum(['error', 'utf-8']),
    timeZone: z.string(),
    localDelivery: z.boolean(),
  }),
  /**
   * The profile whose DKIM signs every message, rehearsed ones too; absent: nobody's. Domain, selector and key
   * belong together and are those of the profile at each start: a key that was replaced is no key any more.
   */
  signedBy: z.string().optional(),
  options: z.strictObject({
    connections: z.int().min(1).max(MOST_CONNECTIONS),
    rate: z.string().nullable(),
    retry: z.string(),
    /** Milliseconds since 1970 after which nothing more is sent. */
    notAfter: z.number().nullable(),
    /** When the batch is to start, in milliseconds since 1970; absent: at once. */
    startAt: z.number().nullable().optional(),
    onMissingAttachment: z.enum(['block', 'skip', 'without']),
    /** Rows that may have arrived are sent again by themselves. */
    atLeastOnce: z.boolean().optional(),
    /** Mail that is checked against what receivers ask of bulk senders. */
    marketing: z.boolean().optional(),
    /** Of a rehearsal: what it stands for. Absent for mail that is meant for its recipients. */
    rehearsalOf: z
      .strictObject({
        profile: z.string().nullable(),
        /** All limits of the real run; a rehearsal waits for the short ones only. */
        rate: z.string().nullable(),
      })
      .optional(),
  }),
})

const templateSchema = z.strictObject({
  source: z.string(),
  file: z.string(),
  /** Folder that attachment paths are relative to. */
  baseDir: z.string(),
})

export type BatchSettings = z.infer<typeof settingsSchema>
export type BatchTemplate = z.infer<typeof templateSchema>
export type MissingAttachmentPolicy = BatchSettings['options']['onMissingAttachment']

export interface FrozenBatch {
  readonly settings: BatchSettings
  readonly template: BatchTemplate
}

/** Reads back what `createBatch` stored; a journal edited by hand is told apart from a sound one. */
export function thaw(batch: BatchInfo): FrozenBatch {
  try {
    return {
      settings: settingsSchema.parse(JSON.parse(batch.settings)),
      template: templateSchema.parse(JSON.parse(batch.template)),
    }
  } catch (error) {
    throw new EnvironmentError(
      'journal-corrupt',
      `Batch ${batch.id} cannot be read back from the journal: its settings are damaged. Restore the journal from a copy.`,
      {},
      { cause: error },
    )
  }
}
