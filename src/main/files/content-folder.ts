/** Content by its SHA-256: written beside, renamed when it is whole, never changed afterwards. */
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { EnvironmentError } from '../../shared/errors.ts'
import { isNodeError } from '../platform/node-error.ts'

export interface Content {
  /** Hexadecimal. */
  readonly sha256: string
  /** Octets. */
  readonly size: number
}

/** A file on its way in. */
export interface Writing {
  /** Octets so far, those that are still being written included. */
  readonly size: number
  append(piece: Uint8Array): Promise<void>
  finish(): Promise<Content>
  abort(): Promise<void>
}

const UNFINISHED = '.tmp'

export class ContentFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  path(sha256: string): string {
    return join(this.#folder, sha256)
  }

  begin(): Writing {
    return new ContentWriting(join(this.#folder, `${randomUUID()}${UNFINISHED}`), (sha256) =>
      this.path(sha256),
    )
  }

  /** What was begun and not touched since `before`, in milliseconds since 1970; another shell may be at work. */
  removeUnfinished(before: number): void {
    for (const name of readdirSync(this.#folder)) {
      const file = join(this.#folder, name)
      if (name.endsWith(UNFINISHED) && isOlder(file, before)) rmSync(file, { force: true })
    }
  }
}

class ContentWriting implements Writing {
  size = 0
  readonly #beside: string
  readonly #pathOf: (sha256: string) => string
  readonly #hash = createHash('sha256')
  readonly #file: Promise<FileHandle>
  /** Pieces are written in the order they came, however many come at once. */
  #written: Promise<void>

  constructor(beside: string, pathOf: (sha256: string) => string) {
    this.#beside = beside
    this.#pathOf = pathOf
    this.#file = open(beside, 'wx', 0o600)
    this.#written = this.#file.then(() => undefined)
    this.#written.catch(() => undefined)
  }

  async append(piece: Uint8Array): Promise<void> {
    this.size += piece.length
    this.#hash.update(piece)
    this.#written = this.#written.then(async () => (await this.#file).writeFile(piece))
    await this.#written.catch(refuse)
  }

  async finish(): Promise<Content> {
    try {
      await this.#written
      const file = await this.#file
      await file.datasync()
      await file.close()
      const sha256 = this.#hash.digest('hex')
      await rename(this.#beside, this.#pathOf(sha256))
      return { sha256, size: this.size }
    } catch (error) {
      await this.abort()
      return refuse(error)
    }
  }

  async abort(): Promise<void> {
    await this.#written.catch(() => undefined)
    const file = await this.#file.catch(() => undefined)
    await file?.close().catch(() => undefined)
    await rm(this.#beside, { force: true })
  }
}

function isOlder(file: string, before: number): boolean {
  const mtime = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  return mtime !== undefined && mtime < before
}

function refuse(error: unknown): never {
  if (!isNodeError(error)) throw error
  throw new EnvironmentError(
    'store-failed',
    `The file could not be kept (${error.code ?? 'unknown reason'}): see that the disk has room, then choose it again.`,
    {},
    { cause: error },
  )
}
