/** Shapes that the arguments of several features share. Sizes are capped: a window is not trusted with memory. */
import { z } from 'zod'
import type { DraftContent } from '../../shared/draft-types.ts'

/** Octets of text a body may have; far more than any mail program shows. */
const LONGEST_BODY = 20_000_000
const LONGEST_LINE = 100_000
const MOST_ADDRESSES = 10_000

export const line = z.string().max(LONGEST_LINE)
export const name = z.string().max(200)
export const token = z.string().regex(/^[\w-]{1,64}$/)
export const job = z.string().min(1).max(100)
export const offset = z.int().min(0)
export const pageSize = z.int().min(1).max(1_000)
export const rowNumber = z.int().min(1)

const addresses = z.array(line).max(MOST_ADDRESSES).readonly()

export const draftContent: z.ZodType<DraftContent> = z.strictObject({
  profile: name.nullable(),
  from: line,
  to: addresses,
  cc: addresses,
  bcc: addresses,
  replyTo: addresses,
  subject: line,
  headers: z
    .array(z.strictObject({ name: line, value: line }))
    .max(100)
    .readonly(),
  body: z.strictObject({
    kind: z.enum(['rich', 'markdown', 'html', 'plain']),
    source: z.string().max(LONGEST_BODY),
  }),
  text: z.string().max(LONGEST_BODY).nullable(),
  attachments: z
    .array(
      z.strictObject({
        token,
        name: line,
        mimetype: name,
        size: z.int().nonnegative(),
        contentId: name.nullable(),
      }),
    )
    .max(500)
    .readonly(),
})
