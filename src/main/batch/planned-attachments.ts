/** The attachments of the rows being planned: each read and hashed once, however many rows want it. */
import type { CsvRow } from '../../shared/batch-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { FrozenAttachment } from '../journal/journal.ts'
import { attachmentPath } from '../mail/load-message.ts'
import { freezeAttachment } from './attachments.ts'
import type { FileReader } from './ports.ts'

/** A file and the rows that want it. */
export interface AttachmentUse {
  /** The whole path; '' where the row leaves it blank. */
  readonly path: string
  /** In octets; null for a file that does not exist. */
  readonly size: number | null
  readonly rows: number
  /** The first of their numbers. */
  readonly firstRows: readonly number[]
}

interface Use {
  readonly size: number | null
  rows: number
  readonly firstRows: number[]
}

const MOST_FIRST_ROWS = 10

export class PlannedAttachments {
  readonly #baseDir: string
  readonly #files: FileReader
  readonly #keep: (attachment: FrozenAttachment) => void
  readonly #uses = new Map<string, Use>()
  readonly #missing = new Set<string>()

  /** `keep` gets every attachment that exists. */
  constructor(baseDir: string, files: FileReader, keep: (attachment: FrozenAttachment) => void) {
    this.#baseDir = baseDir
    this.#files = files
    this.#keep = keep
  }

  /** What is missing in any row so far, in words. */
  get missing(): readonly string[] {
    return [...this.#missing]
  }

  /** Every file that any row so far wanted, in the order they came up. */
  get uses(): readonly AttachmentUse[] {
    return [...this.#uses].map(([path, use]) => ({ path, ...use }))
  }

  /** The first of the paths that does not exist, for people; null when all do. */
  async firstMissing(paths: readonly string[], row: CsvRow): Promise<string | null> {
    let missing: string | null = null
    for (const path of new Set(paths)) {
      const isBlank = path.trim() === ''
      const resolved = isBlank ? '' : attachmentPath(this.#baseDir, path)
      const use = this.#uses.get(resolved) ?? (await this.#look(resolved))
      use.rows++
      if (use.firstRows.length < MOST_FIRST_ROWS) use.firstRows.push(row.number)
      if (use.size !== null) continue
      const name = isBlank ? `the path is blank on line ${row.line}` : resolved
      this.#missing.add(name)
      missing ??= name
    }
    return missing
  }

  async #look(path: string): Promise<Use> {
    const use: Use = { size: path === '' ? null : await this.#freeze(path), rows: 0, firstRows: [] }
    this.#uses.set(path, use)
    return use
  }

  async #freeze(path: string): Promise<number | null> {
    try {
      const frozen = freezeAttachment(path, await this.#files.read(path))
      this.#keep(frozen)
      return frozen.size
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return null
    }
  }
}
