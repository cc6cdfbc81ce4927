/** The FileReader port on the disk: regular files only, opened once. */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { EnvironmentError, InputError } from '../../shared/errors.ts'
import type { FileReader } from '../mail/load-message.ts'
import { isNodeError } from './node-error.ts'

/** Opening a named pipe would otherwise wait for a writer that may never come. */
const NON_BLOCKING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** Octets read at a time. */
const BLOCK = 256 * 1024

export const diskFiles: FileReader = { read: readRegularFile }

/** Reads a whole regular file. A device, a folder or a pipe is refused before a byte is read. */
export async function readRegularFile(path: string): Promise<Uint8Array> {
  try {
    await using file = await open(path, NON_BLOCKING)
    if (!(await file.stat()).isFile()) {
      throw new InputError('not-a-file', `${path} is not a regular file: give the path of a file.`, {
        file: path,
      })
    }
    return await file.readFile()
  } catch (error) {
    throw readError(error, path)
  }
}

/** Says in one sentence why a file could not be read. */
export function readError(error: unknown, path: string): unknown {
  if (!isNodeError(error)) return error
  if (error.code === 'ENOENT') {
    return new InputError('missing-file', `${path} does not exist.`, { file: path }, { cause: error })
  }
  if (error.code === 'EISDIR') {
    return new InputError(
      'not-a-file',
      `${path} is a folder: give the path of a file.`,
      { file: path },
      { cause: error },
    )
  }
  return new EnvironmentError(
    'unreadable-file',
    `${path} cannot be read (${error.code ?? error.message}).`,
    { file: path },
    { cause: error },
  )
}

/** The bytes of a file in blocks, read anew at every call. */
export function diskBytes(path: string): () => AsyncIterable<Uint8Array> {
  return async function* read() {
    try {
      await using file = await open(path, NON_BLOCKING)
      if (!(await file.stat()).isFile()) {
        throw new InputError('not-a-file', `${path} is not a regular file: give the path of a file.`, {
          file: path,
        })
      }
      yield* file.createReadStream({ autoClose: false, highWaterMark: BLOCK })
    } catch (error) {
      throw readError(error, path)
    }
  }
}
