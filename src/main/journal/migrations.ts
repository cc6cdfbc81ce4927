/** The schema of the journal, as numbered steps that are never edited once released. */
import type { DatabaseSync } from 'node:sqlite'
import { readInteger } from './columns.ts'

export interface Migration {
  /** Becomes the file's `PRAGMA user_version`: 1, 2, 3, … */
  readonly version: number
  readonly sql: string
}

/** `MWjr`, so that a stranger's database is told from a journal. */
export const APPLICATION_ID = 0x4d576a72

/**
 * `tally` counts the rows by state and is kept by a trigger: whatever moves a row, the sums stay right.
 * Import fills it at its end, which is cheaper than a trigger on a million inserts.
 * A batch is `importing` until its last row is in; nobody sees it until then.
 */
const FIRST = `
CREATE TABLE batch (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('importing','ready','running','paused','finished','cancelled')),
  reason TEXT,
  csv_name TEXT NOT NULL,
  columns TEXT NOT NULL,
  template TEXT NOT NULL,
  settings TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER
) STRICT;

CREATE TABLE row (
  batch INTEGER NOT NULL REFERENCES batch (key),
  number INTEGER NOT NULL CHECK (number > 0),
  line INTEGER NOT NULL,
  address TEXT NOT NULL,
  cells TEXT NOT NULL,
  state TEXT NOT NULL CHECK (
    state IN ('queued','attempting','accepted','failed','deferred','uncertain','skipped')
  ),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  message_id TEXT,
  date INTEGER,
  content_hash TEXT,
  body_sent_at INTEGER,
  next_attempt_at INTEGER,
  code INTEGER,
  enhanced TEXT,
  text TEXT,
  recipients TEXT,
  queue_id TEXT,
  settled_at INTEGER,
  PRIMARY KEY (batch, number),
  CHECK (state <> 'deferred' OR next_attempt_at IS NOT NULL)
) STRICT;
CREATE INDEX row_state ON row (batch, state, number);
CREATE INDEX row_due ON row (batch, next_attempt_at, number) WHERE state = 'deferred';

CREATE TABLE tally (
  batch INTEGER NOT NULL REFERENCES batch (key) ON DELETE CASCADE,
  state TEXT NOT NULL,
  rows INTEGER NOT NULL CHECK (rows >= 0),
  PRIMARY KEY (batch, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER row_moved AFTER UPDATE OF state ON row WHEN old.state <> new.state BEGIN
  UPDATE tally SET rows = rows - 1 WHERE batch = old.batch AND state = old.state;
  UPDATE tally SET rows = rows + 1 WHERE batch = new.batch AND state = new.state;
END;

CREATE TABLE attachment (
  batch INTEGER NOT NULL REFERENCES batch (key) ON DELETE CASCADE,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (batch, path)
) STRICT, WITHOUT ROWID;
`

/** `entry` is an address, or `@` and a domain, always in lower case (src/main/suppression). */
const SUPPRESSION = `
CREATE TABLE suppression (
  entry TEXT NOT NULL PRIMARY KEY,
  reason TEXT,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`

/** `domain` is empty where every message of the account counts; `second` is in seconds since 1970. */
const SENDS = `
CREATE TABLE send (
  account TEXT NOT NULL,
  domain TEXT NOT NULL,
  second INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  PRIMARY KEY (account, domain, second)
) STRICT, WITHOUT ROWID;
`

/**
 * A claim only begins what was pending, and every message is claimed: in the sums `queued` stands for queued
 * and attempting rows, so that a claim leaves them alone.
 */
const PENDING = `
DROP TRIGGER row_moved;
UPDATE tally SET rows = (
  SELECT sum(waiting.rows) FROM tally AS waiting
  WHERE waiting.batch = tally.batch AND waiting.state IN ('queued','attempting')
) WHERE state = 'queued';
UPDATE tally SET rows = 0 WHERE state = 'attempting';
CREATE TRIGGER row_moved AFTER UPDATE OF state ON row
WHEN iif(old.state = 'attempting', 'queued', old.state) <> iif(new.state = 'attempting', 'queued', new.state) BEGIN
  UPDATE tally SET rows = rows - 1
    WHERE batch = old.batch AND state = iif(old.state = 'attempting', 'queued', old.state);
  UPDATE tally SET rows = rows + 1
    WHERE batch = new.batch AND state = iif(new.state = 'attempting', 'queued', new.state);
END;
`

/** Why a batch pauses, for programs; null for what was written before. */
const CAUSE = `
ALTER TABLE batch ADD COLUMN cause TEXT;
`

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, sql: FIRST },
  { version: 2, sql: SUPPRESSION },
  { version: 3, sql: SENDS },
  { version: 4, sql: PENDING },
  { version: 5, sql: CAUSE },
]

/** The version this list leads to. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0
}

/** Brings the file to the latest version in one transaction: all steps or none. */
export function migrate(db: DatabaseSync, migrations: readonly Migration[]): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    const current = readInteger(db.prepare('PRAGMA user_version').get(), 'user_version')
    for (const { version, sql } of migrations) {
      if (version <= current) continue
      db.exec(sql)
      db.exec(`PRAGMA user_version = ${version}`)
    }
    if (current === 0) db.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}
