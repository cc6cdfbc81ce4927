/** The port to the suppression list on the disk: kept in the journal's file, beside the batches. */
import type { SuppressionEntry } from '../../shared/suppression-types.ts'

/**
 * Entries are compared letter by letter; what they mean is for src/main/suppression. Failures are those of
 * the Journal.
 */
export interface SuppressionStore {
  /** One commit. An entry that exists keeps its date, and its reason unless one is given. Returns how many are new. */
  add(entries: readonly NewSuppression[], at: number): Promise<number>
  /** Returns how many were there. */
  remove(entries: readonly string[]): Promise<number>
  /** The first of the two that exists; one indexed lookup, about 2 µs however long the list. */
  find(entry: string, otherEntry: string): SuppressionEntry | null
  isEmpty(): boolean
  /** In alphabetical order, page by page: while the list changes, an entry is told as it is when its page is read. */
  entries(): IterableIterator<SuppressionEntry>
}

export type NewSuppression = Omit<SuppressionEntry, 'addedAt'>
