/** All messages of one backend in one file, the way Django's file backend keeps them. */
import { randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { timeStamp } from './file-names.ts'
import { notWritable, PRIVATE_FILE, prepareFolder } from './output-folder.ts'
import { SEPARATOR } from './separator.ts'
import type { Destination } from './sequential.ts'

export function mailLog(dir: string, now: () => number): Destination {
  // Named once: a backend that is opened again goes on in its file.
  let path: string | undefined
  let file: FileHandle | undefined
  return {
    async open() {
      await prepareFolder(dir)
      path ??= join(dir, `${timeStamp(now())}-${randomBytes(4).toString('hex')}.log`)
      file = await open(path, 'a', PRIVATE_FILE).catch((error) => Promise.reject(notWritable(dir, error)))
    },
    async close() {
      await file?.close()
      file = undefined
    },
    async deliver({ chunks }) {
      if (file) await append(file, Buffer.concat([...chunks, Buffer.from(SEPARATOR)]), dir)
      return undefined
    },
  }
}

/** Appends all or nothing: a message cut short by a full disk is taken back. */
async function append(file: FileHandle, bytes: Uint8Array, dir: string): Promise<void> {
  const { size } = await file.stat()
  try {
    await file.appendFile(bytes)
    await file.datasync()
  } catch (error) {
    await file.truncate(size).catch(() => undefined)
    throw notWritable(dir, error)
  }
}
