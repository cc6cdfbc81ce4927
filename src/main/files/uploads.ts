/** Files on their way from a window, piece by piece. */
import { randomBytes } from 'node:crypto'
import type { FileInfo } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { Writing } from './content-folder.ts'
import type { DiskFileStore } from './file-store.ts'

const LARGEST = 2 * 1024 ** 3

/** A window opens one or a few at a time. */
const MOST = 50

interface Upload {
  readonly name: string
  readonly mimetype: string
  /** Octets to come in all. */
  readonly size: number
  readonly writing: Writing
}

export class Uploads {
  readonly #store: DiskFileStore
  readonly #uploads = new Map<string, Upload>()

  constructor(store: DiskFileStore) {
    this.#store = store
  }

  begin({ name, mimetype, size }: Omit<Upload, 'writing'>): string {
    if (size > LARGEST)
      throw new InputError('too-large', `${name} is larger than 2 GB: no mail server takes that.`)
    if (this.#uploads.size >= MOST)
      throw new InputError('too-large', 'Too many files at once: wait for the others.')
    const id = randomBytes(16).toString('base64url')
    this.#uploads.set(id, { name, mimetype, size, writing: this.#store.content.begin() })
    return id
  }

  async append(id: string, piece: Uint8Array): Promise<void> {
    const { name, size, writing } = this.#find(id)
    if (writing.size + piece.length > size) {
      await this.abort(id)
      throw new InputError('bad-argument', `${name} became larger while it was read: choose it again.`)
    }
    await writing.append(piece)
  }

  async finish(id: string): Promise<FileInfo> {
    const { name, mimetype, size, writing } = this.#find(id)
    if (writing.size !== size) {
      await this.abort(id)
      throw new InputError('bad-argument', `${name} did not come whole: choose it again.`)
    }
    this.#uploads.delete(id)
    return this.#store.keep(name, mimetype, await writing.finish())
  }

  async abort(id: string): Promise<void> {
    const upload = this.#uploads.get(id)
    this.#uploads.delete(id)
    await upload?.writing.abort()
  }

  async close(): Promise<void> {
    await Promise.all([...this.#uploads.keys()].map((id) => this.abort(id)))
  }

  #find(id: string): Upload {
    const upload = this.#uploads.get(id)
    if (upload) return upload
    throw new InputError('unknown-item', 'This upload is over: choose the file again.')
  }
}
