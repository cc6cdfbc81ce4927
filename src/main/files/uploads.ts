/** Files on their way from a window, piece by piece. */
import { randomBytes } from 'node:crypto'
import type { FileInfo } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { Writing } from './content-folder.ts'
import type { DiskFileStore } from './file-store.ts'

const LARGEST = 2 * 1024 ** 3

/** A window opens one or a few at a time. */
const MOST = 50

/** Milliseconds without a piece, after which the window that sent it is taken for gone. */
const STALE = 30 * 60_000

interface Upload {
  readonly name: string
  readonly mimetype: string
  /** Octets to come in all. */
  readonly size: number
  readonly writing: Writing
  /** When the last piece came. */
  heardAt: number
}

export class Uploads {
  readonly #store: DiskFileStore
  readonly #now: () => number
  readonly #uploads = new Map<string, Upload>()

  constructor(store: DiskFileStore, now: () => number) {
    this.#store = store
    this.#now = now
  }

  /** Throws InputError `too-large`. */
  begin({ name, mimetype, size }: Pick<Upload, 'name' | 'mimetype' | 'size'>): string {
    this.#dropStale()
    if (size > LARGEST)
      throw new InputError('too-large', 'This file is larger than 2 GB: choose a smaller one.')
    if (this.#uploads.size >= MOST)
      throw new InputError('too-large', 'Too many files at once: wait for the others.')
    const id = randomBytes(16).toString('base64url')
    const writing = this.#store.content.begin()
    this.#uploads.set(id, { name, mimetype, size, writing, heardAt: this.#now() })
    return id
  }

  /** A piece that does not fit or cannot be written ends the upload. */
  async append(id: string, piece: Uint8Array): Promise<void> {
    const upload = this.#find(id)
    upload.heardAt = this.#now()
    if (upload.writing.size + piece.length > upload.size) {
      await this.abort(id)
      throw new InputError('bad-argument', 'The file became larger while it was read: choose it again.')
    }
    try {
      await upload.writing.append(piece)
    } catch (error) {
      await this.abort(id)
      throw error
    }
  }

  async finish(id: string): Promise<FileInfo> {
    const { name, mimetype, size, writing } = this.#find(id)
    if (writing.size !== size) {
      await this.abort(id)
      throw new InputError('bad-argument', 'The file did not come whole: choose it again.')
    }
    this.#uploads.delete(id)
    return this.#store.keep(name, mimetype, await writing.finish())
  }

  /** Harmless for an upload that is over. */
  async abort(id: string): Promise<void> {
    const upload = this.#uploads.get(id)
    this.#uploads.delete(id)
    await upload?.writing.abort()
  }

  async close(): Promise<void> {
    await Promise.all([...this.#uploads.keys()].map((id) => this.abort(id)))
  }

  #dropStale(): void {
    const oldest = this.#now() - STALE
    for (const [id, { heardAt }] of this.#uploads) {
      // Nobody waits for it; what could not be removed goes at the next start.
      if (heardAt < oldest) this.abort(id).catch(() => undefined)
    }
  }

  #find(id: string): Upload {
    const upload = this.#uploads.get(id)
    if (upload) return upload
    throw new InputError('unknown-item', 'This upload is over: choose the file again.')
  }
}
