/** Shapes that the arguments of several features share. Sizes are capped: a window is not trusted with memory. */
import { z } from 'zod'
import type { DraftContent } from '../../shared/draft-types.ts'

/** Octets of text a body may have; far more than any mail program shows. */
const LONGEST_BODY = 20_000_000
const LONGEST_LINE = 100_000
const MOST_ADDRESSES = 10_000

export const lineSchema = z.string().max(LONGEST_LINE)
export const nameSchema = z.string().max(200)
/** Limits of many domains. */
export const rateSchema = z.string().max(10_000)
/** The names main gives to files, drafts, messages: they tell nothing and hold nothing but this. */
export const idSchema = z.string().regex(/^[\w.:-]{1,200}$/)
export const fileTokenSchema = z.string().regex(/^[\w-]{1,64}$/)
export const jobSchema = z.string().min(1).max(100)
export const offsetSchema = z.int().min(0)
export const pageSizeSchema = z.int().min(1).max(1_000)
export const rowNumberSchema = z.int().min(1)
/** A BCP 47 tag, as far as anybody needs one: `ja`, `pt-BR`, `zh-Hant`. */
const languageSchema = z.string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/)
export const addressesSchema = z.array(lineSchema).max(MOST_ADDRESSES).readonly()

export const draftContentSchema: z.ZodType<DraftContent> = z.strictObject({
  profile: nameSchema.nullable(),
  from: lineSchema,
  to: addressesSchema,
  cc: addressesSchema,
  bcc: addressesSchema,
  replyTo: addressesSchema,
  subject: lineSchema,
  headers: z
    .array(z.strictObject({ name: lineSchema, value: lineSchema }))
    .max(100)
    .readonly(),
  body: z.strictObject({
    kind: z.enum(['rich', 'markdown', 'html', 'plain']),
    source: z.string().max(LONGEST_BODY),
  }),
  text: z.string().max(LONGEST_BODY).nullable(),
  // Drafts of earlier versions name none.
  language: languageSchema.nullable().default(null),
  attachments: z
    .array(
      z.strictObject({
        token: fileTokenSchema,
        name: lineSchema,
        mimetype: nameSchema,
        size: z.int().nonnegative(),
        contentId: nameSchema.nullable(),
      }),
    )
    .max(500)
    .readonly(),
})
