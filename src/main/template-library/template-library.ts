/** Messages with fields, kept by name to be used again. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { z } from 'zod'
import type { TemplateSummary } from '../../shared/app-types.ts'
import type { DraftContent } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import { openStore } from '../database/open-store.ts'
import { SAMPLE_TEMPLATES } from './sample-templates.ts'

const MIGRATIONS = [
  `CREATE TABLE template (
     id TEXT NOT NULL PRIMARY KEY,
     name TEXT NOT NULL,
     saved_at INTEGER NOT NULL,
     content TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
]

export interface StoredTemplate {
  readonly summary: TemplateSummary
  readonly content: DraftContent
}

export class TemplateLibrary {
  readonly #db: DatabaseSync
  readonly #schema: z.ZodType<DraftContent>
  readonly #now: () => number

  /** Lives in `templates.db`; the samples are put there once, so that a user can remove them for good. */
  constructor(dataDir: string, schema: z.ZodType<DraftContent>, now: () => number) {
    const file = join(dataDir, 'templates.db')
    const isNew = !existsSync(file)
    this.#db = openStore(file, MIGRATIONS)
    this.#schema = schema
    this.#now = now
    if (isNew) for (const { name, content } of SAMPLE_TEMPLATES) this.save(null, name, content)
  }

  /** By name. */
  list(): readonly TemplateSummary[] {
    const rows = this.#db.prepare('SELECT * FROM template').all()
    return rows.map((row) => this.#stored(row).summary).toSorted((a, b) => a.name.localeCompare(b.name))
  }

  get(id: string): StoredTemplate {
    const row = this.#db.prepare('SELECT * FROM template WHERE id = ?').get(id)
    if (row) return this.#stored(row)
    throw unknownTemplate()
  }

  /** A null id makes a new template. */
  save(id: string | null, name: string, content: DraftContent): TemplateSummary {
    const kept = name.trim()
    if (kept === '') {
      throw new InputError('bad-argument', 'The template has no name: give it one.', { field: 'name' })
    }
    const values = [kept, this.#now(), JSON.stringify(content)]
    const key = id ?? randomUUID()
    const sql =
      id === null
        ? 'INSERT INTO template (name, saved_at, content, id) VALUES (?, ?, ?, ?)'
        : 'UPDATE template SET name = ?, saved_at = ?, content = ? WHERE id = ?'
    if (this.#db.prepare(sql).run(...values, key).changes === 0) throw unknownTemplate()
    return this.get(key).summary
  }

  remove(id: string): void {
    this.#db.prepare('DELETE FROM template WHERE id = ?').run(id)
  }

  close(): void {
    this.#db.close()
  }

  #stored(row: Record<string, unknown>): StoredTemplate {
    const content = this.#schema.parse(JSON.parse(String(row.content)))
    const summary = {
      id: String(row.id),
      name: String(row.name),
      subject: content.subject,
      savedAt: Number(row.saved_at),
    }
    return { summary, content }
  }
}

function unknownTemplate(): InputError {
  return new InputError('unknown-item', 'This template does not exist any more: it was removed.')
}
