/** Recipients before they are a batch. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ListThread } from '../list-thread/list-client.ts'
import type { AppContext } from './app-context.ts'
import { listOptionsSchema, listQuerySchema } from './mass-schema.ts'
import type { FeatureMethods } from './router.ts'
import { fileTokenSchema, idSchema, jobSchema } from './schemas.ts'

export function listsHandlers({ files, jobs }: AppContext, lists: ListThread): FeatureMethods<'lists'> {
  return {
    'lists.open': {
      args: z.tuple([jobSchema, fileTokenSchema, listOptionsSchema]),
      run: (job, token, options) => {
        const source = { id: randomUUID(), path: files.path(token), name: files.info(token).name, options }
        return jobs.run(job, (watcher) => lists.call('open', source, watcher))
      },
    },
    'lists.page': {
      args: z.tuple([idSchema, listQuerySchema]),
      run: (list, query) => lists.call('page', { list, query }),
    },
    'lists.close': {
      args: z.tuple([idSchema]),
      run: async (list) => {
        await lists.call('close', { list })
      },
    },
  }
}
