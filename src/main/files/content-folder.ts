/** Content by its SHA-256: written beside, renamed when it is whole, never changed afterwards. */
import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

export interface Content {
  /** Hexadecimal. */
  readonly sha256: string
  /** Octets. */
  readonly size: number
}

/** A file on its way in. */
export interface Writing {
  /** Octets so far. */
  readonly size: number
  append(piece: Uint8Array): Promise<void>
  finish(): Promise<Content>
  abort(): Promise<void>
}

export class ContentFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  path(sha256: string): string {
    return join(this.#folder, sha256)
  }

  begin(): Writing {
    return new ContentWriting(join(this.#folder, `${randomUUID()}.tmp`), (sha256) => this.path(sha256))
  }
}

class ContentWriting implements Writing {
  size = 0
  readonly #beside: string
  readonly #pathOf: (sha256: string) => string
  readonly #hash = createHash('sha256')
  readonly #file: Promise<FileHandle>

  constructor(beside: string, pathOf: (sha256: string) => string) {
    this.#beside = beside
    this.#pathOf = pathOf
    this.#file = open(beside, 'wx', 0o600)
    this.#file.catch(() => undefined)
  }

  async append(piece: Uint8Array): Promise<void> {
    const file = await this.#file
    await file.writeFile(piece)
    this.#hash.update(piece)
    this.size += piece.length
  }

  async finish(): Promise<Content> {
    const file = await this.#file
    await file.datasync()
    await file.close()
    const sha256 = this.#hash.digest('hex')
    await rename(this.#beside, this.#pathOf(sha256))
    return { sha256, size: this.size }
  }

  async abort(): Promise<void> {
    const file = await this.#file.catch(() => undefined)
    await file?.close().catch(() => undefined)
    await rm(this.#beside, { force: true })
  }
}
