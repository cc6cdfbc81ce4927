/** Removes batches that were never committed, in portions, so that no other writer waits for long. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { readInteger } from './columns.ts'
import type { GroupCommit } from './group-commit.ts'

const PORTION = 20_000

export class BatchRemoval {
  readonly #commits: GroupCommit
  readonly #importing: StatementSync
  readonly #isImporting: StatementSync
  readonly #removeRows: StatementSync
  readonly #removeBatch: StatementSync

  constructor(db: DatabaseSync, commits: GroupCommit) {
    this.#commits = commits
    this.#importing = db.prepare("SELECT key FROM batch WHERE state = 'importing'")
    this.#isImporting = db.prepare("SELECT key FROM batch WHERE key = ? AND state = 'importing'")
    this.#removeRows = db.prepare(
      'DELETE FROM row WHERE rowid IN (SELECT rowid FROM row WHERE batch = ? LIMIT ?)',
    )
    this.#removeBatch = db.prepare('DELETE FROM batch WHERE key = ?')
  }

  /** Returns whether there is more to remove. A batch that became real in the meantime is left alone. */
  removePortion(key: number): boolean {
    return this.#commits.writeNow(() => {
      if (!this.#isImporting.get(key)) return false
      if (this.#removeRows.run(key, PORTION).changes === PORTION) return true
      this.#removeBatch.run(key)
      return false
    })
  }

  /** Removes what dead imports left; an import whose process lives still holds its lock. */
  removeLeftovers(lock: (key: number) => (() => void) | undefined): void {
    for (const record of this.#importing.all()) {
      const key = readInteger(record, 'key')
      const unlock = lock(key)
      if (!unlock) continue
      try {
        while (this.removePortion(key));
      } finally {
        unlock()
      }
    }
  }
}
