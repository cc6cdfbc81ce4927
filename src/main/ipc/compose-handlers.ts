/** `compose.…`: one message. */
import { z } from 'zod'
import type { ComposeService } from '../compose/compose-service.ts'
import { draftOfMailto } from '../compose/mailto.ts'
import type { FeatureMethods } from './router.ts'
import { draftContentSchema, fileTokenSchema, idSchema } from './schemas.ts'

export function composeHandlers(compose: ComposeService): FeatureMethods<'compose'> {
  return {
    'compose.preview': {
      args: z.tuple([draftContentSchema]),
      run: (content) => compose.preview(content),
    },
    'compose.suppressed': {
      args: z.tuple([draftContentSchema]),
      run: (content) => compose.suppressed(content),
    },
    'compose.send': {
      args: z.tuple([draftContentSchema, idSchema.nullable(), z.boolean()]),
      run: (content, draftId, toSuppressed) => compose.send(content, draftId, toSuppressed),
    },
    'compose.undo': { args: z.tuple([idSchema]), run: (id) => compose.undo(id) },
    'compose.commandLine': {
      args: z.tuple([draftContentSchema]),
      run: (content) => compose.commandLine(content),
    },
    'compose.mailto': {
      args: z.tuple([z.string().max(100_000)]),
      run: (link) => draftOfMailto(link),
    },
    'compose.importEml': {
      args: z.tuple([fileTokenSchema]),
      run: (token) => compose.importEml(token),
    },
    'compose.viewEml': {
      args: z.tuple([fileTokenSchema]),
      run: (token) => compose.viewEml(token),
    },
    'compose.exportEml': {
      args: z.tuple([draftContentSchema]),
      run: (content) => compose.exportEml(content),
    },
    'compose.spread': {
      args: z.tuple([draftContentSchema]),
      run: (content) => compose.spread(content),
    },
  }
}
