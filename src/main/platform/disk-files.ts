/** The FileReader port on the disk: regular files only, opened once. */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { EnvironmentError, InputError } from '../../shared/errors.ts'
import type { FileReader } from '../mail/load-message.ts'
import type { TableFile } from '../xlsx/open-table.ts'
import type { RandomAccessSource } from '../xlsx/random-access.ts'
import { isNodeError } from './node-error.ts'

/** Opening a named pipe would otherwise wait for a writer that may never come. */
const NON_BLOCKING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)
/** Octets read at a time. */
const BLOCK = 256 * 1024

export const diskFiles: FileReader = { read: readRegularFile }

/** Reads a whole regular file. A device, a folder or a pipe is refused before a byte is read. */
export async function readRegularFile(path: string): Promise<Uint8Array> {
  const file = await openRegular(path)
  try {
    return await file.readFile()
  } catch (error) {
    throw readError(error, path)
  } finally {
    await file.close()
  }
}

/** Reads a UTF-8 text file, without its byte order mark. */
export async function readText(path: string): Promise<string> {
  return decodeUtf8(await readRegularFile(path), path)
}

/** Throws InputError `not-utf-8`; `name` is what the error calls the text. */
export function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new InputError(
      'not-utf-8',
      `${name} is not UTF-8 text: save it as UTF-8.`,
      { file: name },
      { cause: error },
    )
  }
}

/** The bytes of a file in blocks, read anew at every call. */
export function diskBytes(path: string): () => AsyncIterable<Uint8Array> {
  return async function* read() {
    const file = await openRegular(path)
    try {
      yield* file.createReadStream({ autoClose: false, highWaterMark: BLOCK })
    } catch (error) {
      throw readError(error, path)
    } finally {
      await file.close()
    }
  }
}

/** A file that is read from anywhere, opened anew at every call. */
export function diskAccess(path: string): RandomAccessSource {
  return async () => {
    const file = await openRegular(path)
    const { size } = await file.stat()
    return {
      size,
      read: async (position, length) => {
        try {
          const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position)
          return buffer.subarray(0, bytesRead)
        } catch (error) {
          throw readError(error, path)
        }
      },
      close: () => file.close(),
    }
  }
}

/** A table on the disk, CSV or workbook. */
export function diskTable(path: string): TableFile {
  return { bytes: diskBytes(path), access: diskAccess(path) }
}

async function openRegular(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, NON_BLOCKING)
    if ((await file.stat()).isFile()) return file
    await file.close()
  } catch (error) {
    throw readError(error, path)
  }
  throw new InputError('not-a-file', `${path} is not a regular file: give the path of a file.`, {
    file: path,
  })
}

/** Says in one sentence why a file could not be read. */
function readError(error: unknown, path: string): unknown {
  if (!isNodeError(error)) return error
  const place = { file: path }
  if (error.code === 'ENOENT') {
    return new InputError('missing-file', `${path} does not exist.`, place, { cause: error })
  }
  const reason = error.code ?? error.message
  return new EnvironmentError('unreadable-file', `${path} cannot be read (${reason}).`, place, {
    cause: error,
  })
}
