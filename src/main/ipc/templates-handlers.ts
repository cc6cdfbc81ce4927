/** The library of templates. */
import { z } from 'zod'
import type { TemplateLibrary } from '../template-library/template-library.ts'
import type { FeatureMethods } from './router.ts'
import { draftContentSchema, idSchema, nameSchema } from './schemas.ts'

export function templatesHandlers(library: TemplateLibrary): FeatureMethods<'templates'> {
  return {
    'templates.list': { args: z.tuple([]), run: () => library.list() },
    'templates.get': { args: z.tuple([idSchema]), run: (id) => library.get(id) },
    'templates.save': {
      args: z.tuple([idSchema.nullable(), nameSchema, draftContentSchema]),
      run: (id, called, content) => library.save(id, called, content),
    },
    'templates.remove': { args: z.tuple([idSchema]), run: (id) => library.remove(id) },
  }
}
