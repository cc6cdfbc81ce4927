/** The attachments of the rows being planned: each read and hashed once, however many rows want it. */
import { InputError } from '../../shared/errors.ts'
import type { FrozenAttachment } from '../journal/journal.ts'
import { attachmentPath } from '../mail/load-message.ts'
import { freezeAttachment } from './attachments.ts'
import type { FileReader } from './ports.ts'

export class PlannedAttachments {
  readonly #baseDir: string
  readonly #files: FileReader
  readonly #keep: (attachment: FrozenAttachment) => void
  readonly #known = new Map<string, boolean>()
  readonly #missing = new Set<string>()

  /** `keep` gets every attachment that exists. */
  constructor(baseDir: string, files: FileReader, keep: (attachment: FrozenAttachment) => void) {
    this.#baseDir = baseDir
    this.#files = files
    this.#keep = keep
  }

  /** What is missing in any row so far. */
  get missing(): readonly string[] {
    return [...this.#missing]
  }

  /** The first of the paths that does not exist, for people; null when all do. */
  async firstMissing(paths: readonly string[], line: number): Promise<string | null> {
    for (const path of paths) {
      const resolved = attachmentPath(this.#baseDir, path)
      if (path.trim() !== '' && (this.#known.get(resolved) ?? (await this.#freeze(resolved)))) continue
      const name = path.trim() === '' ? `the path is blank on line ${line}` : resolved
      this.#missing.add(name)
      return name
    }
    return null
  }

  async #freeze(path: string): Promise<boolean> {
    let exists = true
    try {
      this.#keep(freezeAttachment(path, await this.#files.read(path)))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      exists = false
    }
    this.#known.set(path, exists)
    return exists
  }
}
