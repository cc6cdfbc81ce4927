/** Files main holds for its windows: the content under its hash, the way to it under a name that tells nothing. */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import type { FileInfo, FileToken } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import { openStore } from '../database/open-store.ts'
import type { FileStore } from '../ipc/app-context.ts'
import { ContentFolder } from './content-folder.ts'

const MIGRATIONS = [
  `CREATE TABLE file (
     token TEXT NOT NULL PRIMARY KEY,
     name TEXT NOT NULL,
     mimetype TEXT NOT NULL,
     size INTEGER NOT NULL,
     sha256 TEXT NOT NULL,
     added_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
]

/** Milliseconds. */
const DAY = 86_400_000

export class DiskFileStore implements FileStore {
  readonly content: ContentFolder
  readonly #db: DatabaseSync
  readonly #now: () => number

  /** Lives in the subfolder `files` and in `files.db`. */
  constructor(dataDir: string, now: () => number) {
    const folder = join(dataDir, 'files')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.content = new ContentFolder(folder)
    this.content.removeUnfinished(now() - DAY)
    this.#db = openStore(join(dataDir, 'files.db'), MIGRATIONS)
    this.#now = now
  }

  async add(
    name: string,
    mimetype: string,
    content: Uint8Array | AsyncIterable<Uint8Array>,
  ): Promise<FileInfo> {
    const pieces = content instanceof Uint8Array ? Readable.from([content]) : content
    const writing = this.content.begin()
    try {
      for await (const piece of pieces) await writing.append(piece)
      return this.keep(name, mimetype, await writing.finish())
    } catch (error) {
      await writing.abort()
      throw error
    }
  }

  /** Gives a token to content that is in the folder already. */
  keep(name: string, mimetype: string, { sha256, size }: { sha256: string; size: number }): FileInfo {
    const info = { token: randomBytes(16).toString('base64url'), name: safeName(name), mimetype, size }
    this.#db
      .prepare('INSERT INTO file VALUES (?, ?, ?, ?, ?, ?)')
      .run(info.token, info.name, mimetype, size, sha256, this.#now())
    return info
  }

  info(token: FileToken): FileInfo {
    const { name, mimetype, size } = this.#find(token)
    return { token, name: String(name), mimetype: String(mimetype), size: Number(size) }
  }

  path(token: FileToken): string {
    return this.content.path(String(this.#find(token).sha256))
  }

  close(): void {
    this.#db.close()
  }

  #find(token: FileToken): Record<string, unknown> {
    const found = this.#db.prepare('SELECT * FROM file WHERE token = ?').get(token)
    if (found) return found
    throw new InputError('unknown-item', 'Mailwright does not hold this file any more: choose it again.')
  }
}

/** The last part of a path of any system, without what cannot be seen or turns text around. */
function safeName(name: string): string {
  const last = basename(name.replaceAll('\\', '/'))
  const clean = last.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim()
  return clean === '' || clean === '.' || clean === '..' ? 'file' : [...clean].slice(-200).join('')
}
