/** The shapes of lists and mass sends, for calls and for the file they are kept in. */
import { z } from 'zod'
import type { ListOptions, ListQuery, MassSend } from '../../shared/list-types.ts'
import { MOST_CONNECTIONS } from '../../shared/settings-types.ts'
import {
  draftContentSchema,
  fileTokenSchema,
  nameSchema,
  offsetSchema,
  pageSizeSchema,
  rateSchema,
} from './schemas.ts'

/** Longer names of columns, and longer searches, are no use to anybody. */
const textSchema = z.string().max(10_000)
/** Milliseconds since 1970. */
export const timeSchema = z.number().min(0).max(8.64e15).nullable()

export const listOptionsSchema: z.ZodType<ListOptions> = z.strictObject({
  encoding: nameSchema.nullable(),
  delimiter: nameSchema.nullable(),
  // A mass send that was kept before there were workbooks has neither.
  sheet: nameSchema.nullable().default(null),
  locale: nameSchema.nullable().default(null),
  addressColumn: textSchema.nullable(),
})

export const listQuerySchema: z.ZodType<ListQuery> = z.strictObject({
  states: z
    .array(z.enum(['valid', 'problem', 'blank', 'duplicate', 'suppressed']))
    .max(5)
    .readonly()
    .nullable(),
  search: textSchema,
  sort: z.strictObject({ column: textSchema, descending: z.boolean() }).nullable(),
  offset: offsetSchema,
  limit: pageSizeSchema,
})

export const massSendSchema: z.ZodType<MassSend> = z.strictObject({
  list: z.strictObject({ token: fileTokenSchema, options: listOptionsSchema }).nullable(),
  content: draftContentSchema,
  attachmentTemplate: textSchema,
  attachmentFiles: z.array(fileTokenSchema).max(10_000).readonly(),
  options: z.strictObject({
    connections: z.int().min(1).max(MOST_CONNECTIONS).nullable(),
    rate: rateSchema.nullable(),
    retry: nameSchema,
    duplicates: z.enum(['first', 'all']),
    onMissingAttachment: z.enum(['block', 'skip', 'without']),
    startAt: timeSchema,
    notAfter: timeSchema,
    marketing: z.boolean(),
  }),
  step: z.int().min(0).max(100),
})
