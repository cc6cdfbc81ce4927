/** One `.eml` per message: exactly its octets, there whole or not at all. */
import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MimeMessage } from '../../shared/mail-types.ts'
import { timeStamp } from './file-names.ts'
import { notWritable, PRIVATE_FILE, prepareFolder } from './output-folder.ts'
import type { Destination } from './sequential.ts'

export function emlFolder(dir: string, now: () => number): Destination {
  const nextName = sortableNames(now)
  return {
    open: () => prepareFolder(dir),
    async deliver({ chunks }) {
      const path = join(dir, nextName())
      try {
        await writeWhole(path, chunks)
      } catch (error) {
        throw notWritable(dir, error)
      }
      return undefined
    },
  }
}

/**
 * Written beside, flushed to the disk and renamed: "accepted" is a promise that must survive a power cut,
 * and a reader of the folder must never see half a message.
 */
async function writeWhole(path: string, chunks: MimeMessage['chunks']): Promise<void> {
  const beside = `${path}.tmp`
  try {
    const file = await open(beside, 'wx', PRIVATE_FILE)
    try {
      await file.writeFile(Buffer.concat(chunks))
      await file.datasync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/**
 * Names that sort in the order of sending, even when the clock is set back, and that no other connection
 * writing to the same folder uses: `20260102-030405-678-0000-1a2b3c4d.eml`.
 */
function sortableNames(now: () => number): () => string {
  const unique = randomBytes(4).toString('hex')
  let time = 0
  let count = 0
  return () => {
    const later = now()
    count = later > time ? 0 : count + 1
    time = Math.max(time, later)
    const milliseconds = String(time % 1000).padStart(3, '0')
    return `${timeStamp(time)}-${milliseconds}-${String(count).padStart(4, '0')}-${unique}.eml`
  }
}
