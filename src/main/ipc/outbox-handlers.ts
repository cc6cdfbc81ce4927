/** `outbox.…`: what was sent or captured. */
import { z } from 'zod'
import type { Outbox } from '../outbox/outbox.ts'
import type { FeatureMethods } from './router.ts'
import { idSchema, nameSchema, offsetSchema, pageSizeSchema } from './schemas.ts'

const groupSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single') }),
  z.strictObject({ kind: z.literal('sandbox') }),
  z.strictObject({ kind: z.literal('batch'), batchId: idSchema }),
])

/** As in `1.2`; the message itself is the empty path. */
const pathSchema = z.string().regex(/^(?:\d{1,4}(?:\.\d{1,4}){0,30})?$/)

export function outboxHandlers(outbox: Outbox): FeatureMethods<'outbox'> {
  return {
    'outbox.groups': { args: z.tuple([]), run: () => outbox.groups() },
    'outbox.list': {
      args: z.tuple([groupSchema, nameSchema, offsetSchema, pageSizeSchema]),
      run: (group, search, offset, limit) => outbox.list(group, search, offset, limit),
    },
    'outbox.message': { args: z.tuple([idSchema]), run: (id) => outbox.message(id) },
    'outbox.retry': { args: z.tuple([idSchema]), run: (id) => outbox.retry(id) },
    'outbox.resolve': {
      args: z.tuple([idSchema, z.enum(['resend', 'sent'])]),
      run: (id, decision) => outbox.resolve(id, decision),
    },
    'outbox.edit': { args: z.tuple([idSchema]), run: (id) => outbox.edit(id) },
    'outbox.remove': {
      args: z.tuple([z.array(idSchema).max(10_000).readonly()]),
      run: (ids) => outbox.remove(ids),
    },
    'outbox.eml': { args: z.tuple([idSchema]), run: (id) => outbox.eml(id) },
    'outbox.part': { args: z.tuple([idSchema, pathSchema]), run: (id, path) => outbox.part(id, path) },
  }
}
