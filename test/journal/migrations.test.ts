import { readdir, readFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { APPLICATION_ID, latestVersion, MIGRATIONS } from '../../src/main/journal/migrations.ts'
import { openJournal } from '../../src/main/journal/open-journal.ts'
import { importRows, openForTest, tempJournalFile } from '../helpers/journal.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures/journal/', import.meta.url))
const LATEST = latestVersion(MIGRATIONS)

function query(file: string, sql: string): unknown {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    return db.prepare(sql).all()
  } finally {
    db.close()
  }
}

const SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"

test('the versions are numbered without gaps, and each has a dump to migrate from', async () => {
  const versions = MIGRATIONS.map(({ version }) => version)
  expect(versions).toEqual(versions.map((_, index) => index + 1))
  expect((await readdir(FIXTURES)).sort()).toEqual(versions.map((version) => `v${version}.sql`).sort())
})

describe.each(MIGRATIONS.map(({ version }) => version))('a journal of version %i', (version) => {
  test('is brought up to date with every batch and row in it', async () => {
    const file = await tempJournalFile()
    const old = new DatabaseSync(file)
    old.exec(await readFile(`${FIXTURES}v${version}.sql`, 'utf8'))
    old.close()
    const journal = openForTest(file)
    expect(journal.batches().map(({ id, state, startedAt }) => ({ id, state, startedAt }))).toEqual([
      { id: '2026-01-02-spring', state: 'paused', startedAt: 1_767_312_100_000 },
    ])
    expect([...journal.rows('2026-01-02-spring')].map(({ state }) => state)).toEqual([
      'accepted',
      'deferred',
      'uncertain',
      'failed',
      'skipped',
      'queued',
    ])
    expect(journal.row('2026-01-02-spring', 1)).toMatchObject({
      cells: ['aiko@example.com', 'Aiko'],
      messageId: '<1@example.com>',
      recipients: [{ address: 'aiko@example.com', state: 'accepted', code: 250 }],
      queueId: 'Q1',
    })
    expect(journal.totals('2026-01-02-spring')).toMatchObject({ rows: 6, accepted: 1, pending: 1 })
    expect(journal.attachment('2026-01-02-spring', '/data/a.pdf')?.size).toBe(12)
    expect(await journal.claim('2026-01-02-spring', 9, 1_767_400_000_000)).toHaveLength(2)
    journal.close()
    const fresh = await tempJournalFile()
    openForTest(fresh).close()
    expect(query(file, SCHEMA)).toEqual(query(fresh, SCHEMA))
    expect(query(file, 'PRAGMA user_version')).toEqual([{ user_version: LATEST }])
    expect(query(file, 'PRAGMA application_id')).toEqual([{ application_id: APPLICATION_ID }])
  })
})

describe('a later version', () => {
  const next = { version: LATEST + 1, sql: 'CREATE TABLE later (thing TEXT PRIMARY KEY) STRICT;' }
  const broken = {
    version: LATEST + 2,
    sql: 'ALTER TABLE batch ADD COLUMN colour TEXT; INSERT INTO nowhere VALUES (1);',
  }

  test('is reached from today, and today then refuses the file', async () => {
    const file = await tempJournalFile()
    const today = openForTest(file)
    await importRows(today, 3)
    today.close()
    const later = openForTest(file, { migrations: [...MIGRATIONS, next] })
    expect(later.totals('b').rows).toBe(3)
    later.close()
    expect(query(file, 'SELECT * FROM later')).toEqual([])
    expect(() => openJournal(file)).toThrow(expect.objectContaining({ code: 'journal-newer' }))
  })

  test('whose step fails midway leaves the version before, with everything in it', async () => {
    const file = await tempJournalFile()
    const today = openForTest(file)
    await importRows(today, 3)
    today.close()
    const before = query(file, SCHEMA)
    expect(() => openJournal(file, { migrations: [...MIGRATIONS, next, broken] })).toThrow(
      expect.objectContaining({ code: 'journal-failed' }),
    )
    expect(query(file, SCHEMA)).toEqual(before)
    expect(openForTest(file).totals('b').rows).toBe(3)
  })
})
