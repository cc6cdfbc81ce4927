/** `compose.…`: one message. */
import { z } from 'zod'
import type { ComposeService } from '../compose/compose-service.ts'
import type { FeatureMethods } from './router.ts'
import { draftContentSchema, fileTokenSchema, idSchema } from './schemas.ts'

export function composeHandlers(compose: ComposeService): FeatureMethods<'compose'> {
  return {
    'compose.preview': {
      args: z.tuple([draftContentSchema]),
      run: (content) => compose.preview(content),
    },
    'compose.send': {
      args: z.tuple([draftContentSchema, idSchema.nullable()]),
      run: (content, draftId) => compose.send(content, draftId),
    },
    'compose.undo': { args: z.tuple([idSchema]), run: (id) => compose.undo(id) },
    'compose.commandLine': {
      args: z.tuple([draftContentSchema]),
      run: (content) => compose.commandLine(content),
    },
    'compose.importEml': {
      args: z.tuple([fileTokenSchema]),
      run: (token) => compose.importEml(token),
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
