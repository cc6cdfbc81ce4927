/** Attachments of a batch: hashed at the start, checked against that hash whenever they are read again. */
import { createHash } from 'node:crypto'
import { InputError } from '../../shared/errors.ts'
import type { FrozenAttachment } from '../journal/journal.ts'
import type { FileReader } from './ports.ts'

export function freezeAttachment(path: string, content: Uint8Array): FrozenAttachment {
  return { path, size: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') }
}

/** Bytes of attachments kept in memory between rows. */
const CACHE_LIMIT = 64 * 1024 * 1024

/** A FileReader that gives only the bytes that were approved; anything else is a row error. */
export class FrozenFiles implements FileReader {
  readonly #files: FileReader
  readonly #lookup: (path: string) => FrozenAttachment | undefined
  readonly #cache = new Map<string, Uint8Array>()
  #cached = 0

  constructor(files: FileReader, lookup: (path: string) => FrozenAttachment | undefined) {
    this.#files = files
    this.#lookup = lookup
  }

  async read(path: string): Promise<Uint8Array> {
    const known = this.#cache.get(path)
    if (known) return known
    const content = await this.#files.read(path)
    const approved = this.#lookup(path)
    if (approved?.sha256 !== freezeAttachment(path, content).sha256) {
      throw new InputError(
        'attachment-changed',
        `${path} changed after the batch was started: put the file back, or start a new batch.`,
        { file: path },
      )
    }
    this.#remember(path, content)
    return content
  }

  #remember(path: string, content: Uint8Array): void {
    if (content.byteLength > CACHE_LIMIT) return
    this.#cache.set(path, content)
    this.#cached += content.byteLength
    for (const [oldest, bytes] of this.#cache) {
      if (this.#cached <= CACHE_LIMIT) break
      this.#cache.delete(oldest)
      this.#cached -= bytes.byteLength
    }
  }
}
