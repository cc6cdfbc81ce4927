/** Drafts and their versions. */
import { z } from 'zod'
import type { DraftStore } from '../drafts/draft-store.ts'
import type { FeatureMethods } from './router.ts'
import { draftContentSchema, idSchema } from './schemas.ts'

const version = z.int().min(1)

export function draftsHandlers(drafts: DraftStore): FeatureMethods<'drafts'> {
  return {
    'drafts.list': { args: z.tuple([]), run: () => drafts.list() },
    'drafts.get': { args: z.tuple([idSchema]), run: (id) => drafts.get(id) },
    'drafts.save': {
      args: z.tuple([idSchema.nullable(), draftContentSchema]),
      run: (id, content) => drafts.save(id, content),
    },
    'drafts.versions': { args: z.tuple([idSchema]), run: (id) => drafts.versions(id) },
    'drafts.version': { args: z.tuple([idSchema, version]), run: (id, wanted) => drafts.version(id, wanted) },
    'drafts.remove': { args: z.tuple([idSchema]), run: (id) => drafts.remove(id) },
  }
}
