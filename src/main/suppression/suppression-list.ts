/** The suppression list: who must never be written to, whatever a CSV says. */
import type { SuppressionEntry } from '../../shared/suppression-types.ts'
import type { RowTable } from '../csv/table.ts'
import type { SuppressionStore } from '../journal/suppression.ts'
import { entriesFor, parseEntry } from './entry.ts'
import { type ListProblem, readList } from './list-file.ts'

export interface ListImport {
  /** New entries, those that were on the list already, and lines without an address. */
  readonly added: number
  readonly known: number
  readonly blank: number
  /** How many lines could not be read, and the first of them. */
  readonly refused: number
  readonly problems: readonly ListProblem[]
}

/** Entries per commit of an import: other writers wait for milliseconds only. */
const PORTION = 5_000

/** Enough to see what is wrong with a file. */
const MOST_PROBLEMS = 100

export class SuppressionList {
  readonly #store: SuppressionStore

  constructor(store: SuppressionStore) {
    this.#store = store
  }

  /** Costs the same however long the list is, so an import may ask once instead of for every row. */
  isEmpty(): boolean {
    return this.#store.isEmpty()
  }

  /** What stops mail to an address in the form of `Address.address`, or null. */
  find(address: string): SuppressionEntry | null {
    return this.#store.find(...entriesFor(address))
  }

  /** Addresses or `@domain`s. A known one gets the new reason where there is one. Returns how many are new. */
  add(texts: readonly string[], reason: string | null, at: number): Promise<number> {
    const entries = texts.map((text) => ({ entry: parseEntry(text), reason }))
    return this.#store.add(entries, at)
  }

  /** Returns how many were on the list. */
  remove(texts: readonly string[]): Promise<number> {
    return this.#store.remove(texts.map(parseEntry))
  }

  /** In alphabetical order. */
  entries(): IterableIterator<SuppressionEntry> {
    return this.#store.entries()
  }

  /**
   * Adds every address that can be read: one wrong line must not keep a thousand people on a mailing.
   * Importing the same file again changes nothing. `column` holds the addresses; found when missing.
   */
  async import(table: RowTable, at: number, column?: string): Promise<ListImport> {
    const problems: ListProblem[] = []
    let [added, known, blank, refused] = [0, 0, 0, 0]
    let portion: { entry: string; reason: string | null }[] = []
    const flush = async (): Promise<void> => {
      const fresh = await this.#store.add(portion, at)
      added += fresh
      known += portion.length - fresh
      portion = []
    }
    for await (const lines of readList(table, column)) {
      for (const line of lines) {
        if (line.kind === 'entry') portion.push(line)
        else if (line.kind === 'blank') blank++
        else if (++refused <= MOST_PROBLEMS) problems.push(line)
      }
      if (portion.length >= PORTION) await flush()
    }
    await flush()
    return { added, known, blank, refused, problems }
  }
}
