/** Files on their way from a window to main, and back to the user. */
import { z } from 'zod'
import { addSample } from '../files/sample-files.ts'
import { shownImage } from '../files/shown-image.ts'
import type { Uploads } from '../files/uploads.ts'
import type { AppContext } from './app-context.ts'
import type { FeatureMethods } from './router.ts'
import { fileTokenSchema, nameSchema } from './schemas.ts'

const LARGEST_PIECE = 1024 * 1024

/** Names of files may be long paths; what is kept of them is short. */
const file = z.strictObject({
  name: z.string().max(10_000),
  mimetype: nameSchema,
  size: z.int().nonnegative(),
})

const piece = z
  .instanceof(Uint8Array<ArrayBuffer>)
  .refine(({ length }) => length <= LARGEST_PIECE, { error: 'must be 1 MiB at most' })

export function filesHandlers({ files, shell }: AppContext, uploads: Uploads): FeatureMethods<'files'> {
  return {
    'files.begin': { args: z.tuple([file]), run: (begun) => uploads.begin(begun) },
    'files.append': {
      args: z.tuple([fileTokenSchema, piece]),
      run: (upload, bytes) => uploads.append(upload, bytes),
    },
    'files.finish': { args: z.tuple([fileTokenSchema]), run: (upload) => uploads.finish(upload) },
    'files.abort': { args: z.tuple([fileTokenSchema]), run: (upload) => uploads.abort(upload) },
    'files.sample': {
      args: z.tuple([z.enum(['customers', 'sample', 'logo', 'guide'])]),
      run: (sample) => addSample(files, sample),
    },
    'files.image': { args: z.tuple([fileTokenSchema]), run: (token) => shownImage(files, token) },
    'files.save': {
      args: z.tuple([fileTokenSchema]),
      run: (kept) => shell.saveFile(files.info(kept), files.path(kept)),
    },
  }
}
