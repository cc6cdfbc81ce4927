/** Files that come with Mailwright: docs and resources lie beside the sources, built or not. */
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Built, this file is part of a chunk in `out/main`. */
const ROOT = extname(import.meta.url) === '.ts' ? '../../../' : '../../'

/** `path` is one of our own names, relative to the package; never text from a window. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(ROOT + path, import.meta.url))
}
