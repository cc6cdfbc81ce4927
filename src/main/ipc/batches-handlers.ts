/** What became of mass sends, and what shall become of the rest. */
import { z } from 'zod'
import { ROW_STATES } from '../../shared/batch-types.ts'
import { MOST_CONNECTIONS } from '../../shared/settings-types.ts'
import type { Batches } from '../mass-send/batches.ts'
import { timeSchema } from './mass-schema.ts'
import type { FeatureMethods } from './router.ts'
import { idSchema, nameSchema, offsetSchema, pageSizeSchema, rateSchema, rowNumberSchema } from './schemas.ts'

const query = z.strictObject({
  states: z.array(z.enum(ROW_STATES)).max(ROW_STATES.length).readonly().nullable(),
  search: z.string().max(10_000),
  offset: offsetSchema,
  limit: pageSizeSchema,
})
const rows = z.array(rowNumberSchema).max(100_000).readonly().nullable()

export function batchesHandlers(batches: Batches): FeatureMethods<'batches'> {
  const batch = z.tuple([idSchema])
  return {
    'batches.list': { args: z.tuple([]), run: () => batches.list() },
    'batches.get': { args: batch, run: (id) => batches.get(id) },
    'batches.rows': { args: z.tuple([idSchema, query]), run: (id, asked) => batches.rows(id, asked) },
    'batches.speed': { args: z.tuple([nameSchema.nullable()]), run: (profile) => batches.speed(profile) },
    'batches.rehearsal': { args: batch, run: (id) => batches.rehearsal(id) },
    'batches.start': { args: batch, run: (id) => batches.start(id) },
    'batches.pause': { args: batch, run: (id) => batches.pause(id) },
    'batches.cancel': { args: batch, run: (id) => batches.cancel(id) },
    'batches.setRate': {
      args: z.tuple([idSchema, rateSchema.nullable()]),
      run: (id, rate) => batches.setRate(id, rate),
    },
    'batches.setConnections': {
      args: z.tuple([idSchema, z.int().min(1).max(MOST_CONNECTIONS)]),
      run: (id, connections) => batches.setConnections(id, connections),
    },
    'batches.setNotAfter': {
      args: z.tuple([idSchema, timeSchema]),
      run: (id, notAfter) => batches.setNotAfter(id, notAfter),
    },
    'batches.resolve': {
      args: z.tuple([idSchema, z.enum(['resend', 'sent']), rows]),
      run: (id, decision, chosen) => batches.resolve(id, decision, chosen),
    },
    'batches.retryFailed': {
      args: z.tuple([idSchema, rows]),
      run: (id, chosen) => batches.retryFailed(id, chosen),
    },
    'batches.export': {
      args: z.tuple([idSchema, z.enum(['all', 'failed'])]),
      run: (id, only) => batches.export(id, only),
    },
  }
}
