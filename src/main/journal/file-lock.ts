/**
 * A lock between processes that the operating system frees when its holder dies, however it dies:
 * an empty SQLite file held in an exclusive transaction. Node has no other portable file lock.
 */
import { statSync, unlinkSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { createPrivateFile } from '../database/private-file.ts'
import { isBusy } from './errors.ts'

/** The locks of this process. A connection that nobody refers to any more is collected, and its lock with it. */
const held = new Set<DatabaseSync>()

/**
 * Takes the lock and returns what releases it, or undefined when somebody has it, in this process or
 * another, for all of `wait` milliseconds (which block the thread).
 */
export function holdLock(path: string, wait: number): (() => void) | undefined {
  for (;;) {
    createPrivateFile(path)
    const file = fileAt(path)
    const db = exclusive(path, wait)
    if (!db) return undefined
    // The holder before us unlinks the file while it has the lock, so we may have locked a file that has
    // no name any more: only the one that still has the name counts.
    if (file !== undefined && file === fileAt(path)) {
      held.add(db)
      return () => release(db, path)
    }
    db.close()
  }
}

function exclusive(path: string, wait: number): DatabaseSync | undefined {
  const db = new DatabaseSync(path, { timeout: wait })
  try {
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

function release(db: DatabaseSync, path: string): void {
  if (!held.delete(db)) return
  try {
    unlinkSync(path)
  } catch {
    // Windows does not unlink an open file; the empty file stays and does no harm.
  }
  db.close()
}

/** What tells one file from another under the same name. */
function fileAt(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev}:${stat.ino}`
}
