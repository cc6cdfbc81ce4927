/** Drafts as a journal: every save appends a version, so that nothing written is ever lost. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { z } from 'zod'
import type { DraftContent, DraftSummary, DraftVersion, StoredDraft } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import { openStore } from '../database/open-store.ts'

const MIGRATIONS = [
  `CREATE TABLE version (
     draft TEXT NOT NULL,
     version INTEGER NOT NULL,
     saved_at INTEGER NOT NULL,
     content TEXT NOT NULL,
     PRIMARY KEY (draft, version)
   ) STRICT, WITHOUT ROWID`,
]

/** Older ones go: an hour of typing makes more than anybody will ever look through. */
const MOST_VERSIONS = 200

const LATEST = 'version = (SELECT max(version) FROM version AS other WHERE other.draft = version.draft)'

export class DraftStore {
  readonly #db: DatabaseSync
  readonly #schema: z.ZodType<DraftContent>
  readonly #now: () => number

  constructor(dataDir: string, schema: z.ZodType<DraftContent>, now: () => number) {
    this.#db = openStore(join(dataDir, 'drafts.db'), MIGRATIONS)
    this.#schema = schema
    this.#now = now
  }

  /** Saved last first. */
  list(): readonly DraftSummary[] {
    const rows = this.#db.prepare(`SELECT * FROM version WHERE ${LATEST} ORDER BY saved_at DESC`).all()
    return rows.map((row) => {
      const { id, version, savedAt, content } = this.#stored(row)
      const recipients = [...content.to, ...content.cc, ...content.bcc]
      return {
        id,
        subject: content.subject,
        to: recipients.slice(0, 3).join(', '),
        savedAt,
        versions: version,
      }
    })
  }

  get(id: string): StoredDraft {
    const row = this.#db
      .prepare('SELECT * FROM version WHERE draft = ? ORDER BY version DESC LIMIT 1')
      .get(id)
    if (!row) throw unknownDraft()
    return this.#stored(row)
  }

  version(id: string, version: number): StoredDraft {
    const row = this.#db.prepare('SELECT * FROM version WHERE draft = ? AND version = ?').get(id, version)
    if (!row) throw unknownDraft()
    return this.#stored(row)
  }

  /** Newest first. */
  versions(id: string): readonly DraftVersion[] {
    const rows = this.#db.prepare('SELECT * FROM version WHERE draft = ? ORDER BY version DESC').all(id)
    return rows.map((row) => {
      const { version, savedAt, content } = this.#stored(row)
      return { version, savedAt, subject: content.subject }
    })
  }

  /** A null id makes a new draft; the same content as last time appends nothing. */
  save(id: string | null, content: DraftContent): { id: string; version: number; savedAt: number } {
    const draft = id ?? randomUUID()
    const json = JSON.stringify(content)
    const last = this.#db
      .prepare('SELECT version, saved_at, content FROM version WHERE draft = ? ORDER BY version DESC LIMIT 1')
      .get(draft)
    if (id !== null && !last) throw unknownDraft()
    if (last?.content === json)
      return { id: draft, version: Number(last.version), savedAt: Number(last.saved_at) }
    const saved = { id: draft, version: Number(last?.version ?? 0) + 1, savedAt: this.#now() }
    this.#db.prepare('INSERT INTO version VALUES (?, ?, ?, ?)').run(draft, saved.version, saved.savedAt, json)
    this.#db
      .prepare('DELETE FROM version WHERE draft = ? AND version <= ?')
      .run(draft, saved.version - MOST_VERSIONS)
    return saved
  }

  remove(id: string): void {
    this.#db.prepare('DELETE FROM version WHERE draft = ?').run(id)
  }

  close(): void {
    this.#db.close()
  }

  #stored(row: Record<string, unknown>): StoredDraft {
    const content = this.#schema.parse(JSON.parse(String(row.content)))
    return { id: String(row.draft), version: Number(row.version), savedAt: Number(row.saved_at), content }
  }
}

function unknownDraft(): InputError {
  return new InputError('unknown-item', 'This draft does not exist any more: it was sent or removed.')
}
