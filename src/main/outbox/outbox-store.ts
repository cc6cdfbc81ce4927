/** outbox.db: single messages with their exact bytes, what became of them, and what the sandbox caught. */
import { join } from 'node:path'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { openStore } from '../database/open-store.ts'

const MIGRATIONS = [
  `CREATE TABLE message (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     time INTEGER NOT NULL,
     subject TEXT NOT NULL,
     sender TEXT NOT NULL,
     recipients TEXT NOT NULL,
     size INTEGER NOT NULL,
     state TEXT NOT NULL,
     -- Milliseconds since 1970; null: it waits for the user.
     sends_at INTEGER,
     attempts INTEGER NOT NULL DEFAULT 0,
     body_sent_at INTEGER,
     next_attempt_at INTEGER,
     -- The last attempt ended before the server was asked about any recipient.
     is_unreached INTEGER NOT NULL DEFAULT 0,
     results TEXT NOT NULL DEFAULT '[]',
     queue_id TEXT,
     profile TEXT,
     draft TEXT,
     content TEXT NOT NULL,
     envelope TEXT NOT NULL,
     message_id TEXT NOT NULL,
     date INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX message_by_time ON message (time, seq);
   CREATE TABLE message_bytes (seq INTEGER PRIMARY KEY REFERENCES message (seq), bytes BLOB NOT NULL) STRICT;
   CREATE TABLE caught (
     seq INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     time INTEGER NOT NULL,
     subject TEXT NOT NULL,
     sender TEXT NOT NULL,
     recipients TEXT NOT NULL,
     size INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX caught_by_time ON caught (time, seq);
   CREATE VIRTUAL TABLE message_words USING fts5 (words, tokenize = 'trigram', detail = 'full');
   CREATE VIRTUAL TABLE caught_words USING fts5 (words, tokenize = 'trigram', detail = 'full');`,
  // Why the last attempt reached no server: JSON of an ErrorData.
  'ALTER TABLE message ADD COLUMN problem TEXT;',
]

/** Characters of a text that can be searched for. */
const MOST_WORDS = 20_000

type Table = 'message' | 'caught'
type Row = Readonly<Record<string, unknown>>

export interface StoredPage {
  readonly total: number
  readonly rows: readonly Row[]
}

export class OutboxStore {
  readonly #db: DatabaseSync

  constructor(dataDir: string) {
    this.#db = openStore(join(dataDir, 'outbox.db'), MIGRATIONS)
  }

  /** All of it is on the disk, or nothing. */
  transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }

  /** Adds a row by the names of its columns, and the words it is found by. Returns its sequence number. */
  insert(table: Table, columns: Readonly<Record<string, SQLInputValue>>, words: readonly string[]): number {
    const names = Object.keys(columns)
    const { lastInsertRowid } = this.#db
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(columns))
    this.#db
      .prepare(`INSERT INTO ${table}_words (rowid, words) VALUES (?, ?)`)
      .run(lastInsertRowid, words.join('\n').slice(0, MOST_WORDS))
    return Number(lastInsertRowid)
  }

  keepBytes(seq: number, bytes: Uint8Array): void {
    this.#db.prepare('INSERT INTO message_bytes VALUES (?, ?)').run(seq, bytes)
  }

  bytes(id: string): Uint8Array | undefined {
    const row = this.#db
      .prepare('SELECT bytes FROM message_bytes JOIN message USING (seq) WHERE id = ?')
      .get(id)
    return row?.bytes instanceof Uint8Array ? row.bytes : undefined
  }

  find(table: Table, key: string): Row | undefined {
    return this.#db.prepare(`SELECT * FROM ${table} WHERE ${keyOf(table)} = ?`).get(key)
  }

  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#db.prepare(sql).all(...values)
  }

  /** Returns how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#db.prepare(sql).run(...values).changes)
  }

  count(table: Table): number {
    return Number(this.#db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n)
  }

  /** Newest first. */
  page(table: Table, search: string, offset: number, limit: number): StoredPage {
    const { where, values } = matching(table, search.trim())
    const total = this.#db.prepare(`SELECT count(*) AS n FROM ${table} ${where}`).get(...values)?.n
    const rows = this.#db
      .prepare(`SELECT * FROM ${table} ${where} ORDER BY time DESC, seq DESC LIMIT ? OFFSET ?`)
      .all(...values, limit, offset)
    return { total: Number(total), rows }
  }

  remove(table: Table, key: string): void {
    const seq = this.find(table, key)?.seq
    if (typeof seq !== 'number') return
    this.#db.prepare(`DELETE FROM ${table}_words WHERE rowid = ?`).run(seq)
    if (table === 'message') this.#db.prepare('DELETE FROM message_bytes WHERE seq = ?').run(seq)
    this.#db.prepare(`DELETE FROM ${table} WHERE seq = ?`).run(seq)
  }

  close(): void {
    this.#db.close()
  }
}

function keyOf(table: Table): string {
  return table === 'message' ? 'id' : 'name'
}

/** Three letters are the least a trigram index can find; fewer are looked for letter by letter. */
function matching(table: Table, search: string): { where: string; values: SQLInputValue[] } {
  if (search === '') return { where: '', values: [] }
  if ([...search].length >= 3) {
    const phrase = `"${search.replaceAll('"', '""')}"`
    const where = `WHERE seq IN (SELECT rowid FROM ${table}_words WHERE words MATCH ?)`
    return { where, values: [phrase] }
  }
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
  const where = `WHERE subject LIKE ? ESCAPE '\\' OR recipients LIKE ? ESCAPE '\\' OR sender LIKE ? ESCAPE '\\'`
  return { where, values: [pattern, pattern, pattern] }
}
