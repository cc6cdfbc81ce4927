/** Pictures of a draft for the editor that shows them; everything else a window hands in stays in main. */
import { readFile } from 'node:fs/promises'
import type { FileToken, ShownImage } from '../../shared/draft-types.ts'
import type { FileStore } from '../ipc/app-context.ts'

/** Octets; a larger one would only make the editor slow. */
const LARGEST = 16 * 1024 * 1024

/** Formats that can hold nothing but pixels. */
const PICTURE = /^image\/(?:png|jpeg|gif|webp|bmp|avif)$/i

/** Null for what is no picture, or too large. Throws InputError `unknown-item`. */
export async function shownImage(
  files: Pick<FileStore, 'info' | 'path'>,
  token: FileToken,
): Promise<ShownImage | null> {
  const { mimetype, size } = files.info(token)
  if (!PICTURE.test(mimetype) || size > LARGEST) return null
  return { mimetype, bytes: new Uint8Array(await readFile(files.path(token))) }
}
