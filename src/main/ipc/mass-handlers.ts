/** One draft to every row of a list. */
import { z } from 'zod'
import type { MassSendStore } from '../mass-send/mass-send-store.ts'
import type { MassSender } from '../mass-send/mass-sender.ts'
import type { AppContext } from './app-context.ts'
import { massSendSchema } from './mass-schema.ts'
import type { FeatureMethods } from './router.ts'
import { idSchema, jobSchema, lineSchema, rowNumberSchema } from './schemas.ts'

export function massHandlers(
  { jobs }: AppContext,
  sender: MassSender,
  store: MassSendStore,
): FeatureMethods<'mass'> {
  const job = z.tuple([jobSchema, massSendSchema, idSchema])
  return {
    'mass.load': { args: z.tuple([]), run: () => store.load() },
    'mass.save': { args: z.tuple([massSendSchema]), run: (mass) => store.save(mass) },
    'mass.previewRow': {
      args: z.tuple([massSendSchema, idSchema, rowNumberSchema]),
      run: (mass, list, row) => sender.previewRow(mass, list, row),
    },
    'mass.check': {
      args: job,
      run: (name, mass, list) => jobs.run(name, (watcher) => sender.check(mass, list, watcher)),
    },
    'mass.testSend': {
      args: z.tuple([massSendSchema, idSchema, rowNumberSchema, z.array(lineSchema).max(100).readonly()]),
      run: (mass, list, row, to) => sender.testSend(mass, list, row, to),
    },
    'mass.rehearse': {
      args: job,
      run: (name, mass, list) => jobs.run(name, (watcher) => sender.rehearse(mass, list, watcher)),
    },
    'mass.start': {
      args: job,
      run: (name, mass, list) => jobs.run(name, (watcher) => sender.start(mass, list, watcher)),
    },
  }
}
