/** Opens one of the app's small databases: private to its owner, understood, and up to date. */
import { DatabaseSync } from 'node:sqlite'
import { EnvironmentError } from '../../shared/errors.ts'
import { createPrivateFile, makePrivate } from './private-file.ts'

/** Step N brings the file from version N to N + 1; never edited once released. */
export type StoreMigrations = readonly string[]

/**
 * Throws EnvironmentError `store-newer` for a file of a newer Mailwright, and `store-failed` for one that
 * cannot be read or written; the file stays as it is.
 */
export function openStore(file: string, migrations: StoreMigrations): DatabaseSync {
  try {
    createPrivateFile(file)
    makePrivate(file)
    const db = new DatabaseSync(file, { timeout: 5_000 })
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA trusted_schema = OFF',
    )
    bringUpToDate(db, file, migrations)
    return db
  } catch (error) {
    if (error instanceof EnvironmentError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new EnvironmentError(
      'store-failed',
      `${file} cannot be used: ${reason}.`,
      { file },
      { cause: error },
    )
  }
}

function bringUpToDate(db: DatabaseSync, file: string, migrations: StoreMigrations): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version)
    if (version > migrations.length) {
      throw new EnvironmentError(
        'store-newer',
        `${file} was written by a newer Mailwright: update Mailwright to open it.`,
        { file },
      )
    }
    for (const sql of migrations.slice(version)) db.exec(sql)
    db.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`)
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    db.close()
    throw error
  }
}
