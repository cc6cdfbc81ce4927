/** Writes a file beside its place and renames it, so that a half-written one is never seen. */
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { EnvironmentError } from '../../shared/errors.ts'
import { blocks } from '../platform/line-blocks.ts'
import { isNodeError } from '../platform/node-error.ts'

/** Each line brings its own end. Throws EnvironmentError `output-not-writable`. */
export async function writeOutput(path: string, lines: Iterable<string>): Promise<void> {
  const temporary = `${path}.${process.pid}.part`
  try {
    const file = await open(temporary, 'w', 0o600)
    try {
      await writeLines(file, lines)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    if (!isNodeError(error)) throw error
    throw new EnvironmentError(
      'output-not-writable',
      `${path} cannot be written (${error.code ?? error.message}): choose another place.`,
      { file: path },
      { cause: error },
    )
  }
}

async function writeLines(file: FileHandle, lines: Iterable<string>): Promise<void> {
  for (const block of blocks(lines)) await file.write(block)
}
