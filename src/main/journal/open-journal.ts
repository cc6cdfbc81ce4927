/** Opens the journal's file: private, understood, sound as far as a quick look tells, and up to date. */
import { accessSync, constants } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { EnvironmentError } from '../../shared/errors.ts'
import { createPrivateFile, makePrivate } from '../database/private-file.ts'
import { readInteger, readText } from './columns.ts'
import { journalError, needsRollback } from './errors.ts'
import { holdLock } from './file-lock.ts'
import type { Journal } from './journal.ts'
import { APPLICATION_ID, latestVersion, MIGRATIONS, type Migration, migrate } from './migrations.ts'
import { SqliteJournal } from './sqlite-journal.ts'

export interface JournalOptions {
  /** How long another writer is waited for, in milliseconds; the thread is blocked meanwhile. */
  readonly busyTimeout?: number
  readonly migrations?: readonly Migration[]
}

/**
 * Opens the journal, creating file and folder when they do not exist. Several processes may have it open.
 *
 * A journal of a newer Mailwright (`journal-newer`), a damaged one or another program's database
 * (`journal-corrupt`) is left as it is, byte for byte. Also `journal-readonly`, `journal-busy`,
 * `journal-full`, `journal-failed`: see Journal.
 */
export function openJournal(file: string, options: JournalOptions = {}): Journal {
  const { busyTimeout = 5_000, migrations = MIGRATIONS } = options
  try {
    createPrivateFile(file)
    // On a read-only disk SQLite itself says only that it cannot open the file.
    accessSync(file, constants.W_OK)
    refuseForeign(file, latestVersion(migrations), busyTimeout)
    // One opens at a time: switching to WAL and migrating need the file for themselves.
    const unlock = holdLock(`${file}-open.lock`, busyTimeout)
    if (!unlock) throw busy(file)
    try {
      return openUnlocked(file, busyTimeout, migrations)
    } finally {
      unlock()
    }
  } catch (error) {
    throw journalError(error, file)
  }
}

/**
 * fullfsync: on macOS a plain fsync leaves the data in the drive's cache. Cache and checkpoints are SQLite's
 * own: a WAL that is soon written over again is faster to sync than one that grows.
 */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA trusted_schema = OFF;
`

/** Looks without any way to write: even closing a writable connection may change the file. */
function refuseForeign(file: string, latest: number, timeout: number): void {
  const db = new DatabaseSync(file, { readOnly: true, timeout })
  try {
    const version = readInteger(db.prepare('PRAGMA user_version').get(), 'user_version')
    const application = readInteger(db.prepare('PRAGMA application_id').get(), 'application_id')
    const objects = readInteger(db.prepare('SELECT count(*) AS objects FROM sqlite_schema').get(), 'objects')
    if (objects > 0 && application !== APPLICATION_ID) {
      const message = `${file} is another program's database, not a Mailwright journal: choose another data folder.`
      throw new EnvironmentError('journal-corrupt', message, { file })
    }
    if (version > latest) {
      const message = `The journal ${file} was written by a newer Mailwright: update Mailwright to open it.`
      throw new EnvironmentError('journal-newer', message, { file })
    }
  } catch (error) {
    // Only the making of a new file uses a rollback journal: what is interrupted there is no journal yet.
    if (!needsRollback(error)) throw error
  } finally {
    db.close()
  }
}

function openUnlocked(file: string, busyTimeout: number, migrations: readonly Migration[]): Journal {
  const db = new DatabaseSync(file, { timeout: busyTimeout })
  try {
    makePrivate(file)
    db.exec(PRAGMAS)
    migrate(db, migrations)
    checkQuickly(db, file)
    return new SqliteJournal(db, file)
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opening finds a cut-off file by itself; the small tables are checked, the rows when they are read. */
function checkQuickly(db: DatabaseSync, file: string): void {
  for (const table of ['batch', 'tally']) {
    const record = db.prepare(`PRAGMA quick_check(${table})`).get()
    const finding = record ? readText(record, 'quick_check') : 'no answer'
    if (finding !== 'ok') {
      const message = `The journal ${file} is damaged (${finding}): put it aside, or restore it from a copy.`
      throw new EnvironmentError('journal-corrupt', message, { file })
    }
  }
}

function busy(file: string): EnvironmentError {
  const message = `The journal ${file} is being opened by another program that does not get on: close that program and try again.`
  return new EnvironmentError('journal-busy', message, { file })
}
