/** The suppression list in SQLite. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { SuppressionEntry } from '../../shared/suppression-types.ts'
import { readInteger, readText, readTextOrNull, type SqlRow } from './columns.ts'
import type { GroupCommit } from './group-commit.ts'
import type { NewSuppression, SuppressionStore } from './suppression.ts'

const PAGE = 1_000
const COLUMNS = 'entry, reason, added_at'

/** Runs a read, refusing a closed journal and naming the file in errors. */
type Read = <T>(work: () => T) => T

export class SuppressionTable implements SuppressionStore {
  readonly #commits: GroupCommit
  readonly #read: Read
  readonly #insert: StatementSync
  readonly #setReason: StatementSync
  readonly #delete: StatementSync
  readonly #find: StatementSync
  readonly #any: StatementSync
  readonly #page: StatementSync

  constructor(db: DatabaseSync, commits: GroupCommit, read: Read) {
    this.#commits = commits
    this.#read = read
    this.#insert = db.prepare('INSERT INTO suppression VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    this.#setReason = db.prepare('UPDATE suppression SET reason = ? WHERE entry = ?')
    this.#delete = db.prepare('DELETE FROM suppression WHERE entry = ?')
    // Stops at the first branch that has a row.
    const one = `SELECT ${COLUMNS} FROM suppression WHERE entry = ?`
    this.#find = db.prepare(`${one} UNION ALL ${one} LIMIT 1`)
    this.#any = db.prepare('SELECT 1 FROM suppression LIMIT 1')
    this.#page = db.prepare(`SELECT ${COLUMNS} FROM suppression WHERE entry > ? ORDER BY entry LIMIT ${PAGE}`)
  }

  add(entries: readonly NewSuppression[], at: number): Promise<number> {
    return this.#commits.write(() => {
      let added = 0
      for (const { entry, reason } of entries) {
        if (this.#insert.run(entry, reason, at).changes > 0) added++
        else if (reason !== null) this.#setReason.run(reason, entry)
      }
      return added
    })
  }

  remove(entries: readonly string[]): Promise<number> {
    return this.#commits.write(() =>
      entries.reduce((removed, entry) => removed + Number(this.#delete.run(entry).changes), 0),
    )
  }

  find(entry: string, otherEntry: string): SuppressionEntry | null {
    return this.#read(() => {
      const record = this.#find.get(entry, otherEntry)
      return record ? decode(record) : null
    })
  }

  isEmpty(): boolean {
    return this.#read(() => this.#any.get() === undefined)
  }

  *entries(): Generator<SuppressionEntry> {
    for (let after = ''; ; ) {
      const page = this.#read(() => this.#page.all(after).map(decode))
      yield* page
      const last = page.at(-1)
      if (!last) return
      after = last.entry
    }
  }
}

function decode(record: SqlRow): SuppressionEntry {
  return {
    entry: readText(record, 'entry'),
    reason: readTextOrNull(record, 'reason'),
    addedAt: readInteger(record, 'added_at'),
  }
}
