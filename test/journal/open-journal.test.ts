import { spawnSync } from 'node:child_process'
import { chmod, copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { openJournal } from '../../src/main/journal/open-journal.ts'
import { importRows, openForTest, tempJournalFile } from '../helpers/journal.ts'

/** A closed journal with a batch of rows in it. */
async function filledFile(rows = 2_000): Promise<string> {
  const file = await tempJournalFile()
  const journal = openForTest(file)
  await importRows(journal, rows)
  journal.close()
  return file
}

async function expectRefusedUntouched(file: string, code: string, words: string): Promise<void> {
  const before = await readFile(file)
  expect(() => openJournal(file)).toThrow(
    expect.objectContaining({ code, kind: 'environment', message: expect.stringContaining(words) }),
  )
  expect((await readFile(file)).equals(before)).toBe(true)
}

describe('a journal that is opened', () => {
  test.skipIf(process.platform === 'win32')(
    'is private with all its files, and so is a folder made for it',
    async () => {
      const file = join(dirname(await tempJournalFile()), 'data', 'mailwright.db')
      const journal = openForTest(file)
      await importRows(journal, 1)
      journal.lock('b')
      const names = await readdir(dirname(file))
      expect(names.sort()).toEqual([
        'mailwright.db',
        'mailwright.db-batch-1.lock',
        'mailwright.db-shm',
        'mailwright.db-wal',
      ])
      for (const name of names) expect((await stat(join(dirname(file), name))).mode & 0o777).toBe(0o600)
      expect((await stat(dirname(file))).mode & 0o777).toBe(0o700)
    },
  )

  test.skipIf(process.platform === 'win32')('is made private when it was not', async () => {
    const file = await filledFile(1)
    await chmod(file, 0o644)
    openForTest(file)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('uses WAL and full durability, and accepts an empty file as new', async () => {
    const file = await tempJournalFile()
    await writeFile(file, '')
    openForTest(file)
    const db = new DatabaseSync(file)
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    db.close()
  })

  test('is made anew when a crash interrupted its making', async () => {
    const original = await tempJournalFile()
    const db = new DatabaseSync(original)
    db.exec('PRAGMA cache_size = 1; BEGIN; CREATE TABLE half (text TEXT)')
    const insert = db.prepare('INSERT INTO half VALUES (?)')
    for (let count = 0; count < 200; count++) insert.run('x'.repeat(1_000))
    // A main file with half of its making in it, and beside it what undoes that.
    const file = await tempJournalFile()
    await copyFile(original, file)
    await copyFile(`${original}-journal`, `${file}-journal`)
    db.close()
    expect((await stat(file)).size).toBeGreaterThan(0)
    const journal = openForTest(file)
    await importRows(journal, 1)
    expect(journal.totals('b').rows).toBe(1)
  })
})

describe('refused with the file untouched', () => {
  test('is the journal of a newer version', async () => {
    const file = await filledFile()
    const db = new DatabaseSync(file)
    db.exec('PRAGMA user_version = 999')
    db.close()
    await expectRefusedUntouched(file, 'journal-newer', 'update Mailwright')
  })

  test('is the journal of a newer version that still has its write-ahead log', async () => {
    const original = await filledFile()
    const db = new DatabaseSync(original)
    db.exec('PRAGMA user_version = 999')
    // As a crash leaves it: closing the last connection would copy the log into the main file.
    const file = await tempJournalFile()
    await copyFile(original, file)
    await copyFile(`${original}-wal`, `${file}-wal`)
    db.close()
    await expectRefusedUntouched(file, 'journal-newer', 'update Mailwright')
  })

  test('is something that is not a database', async () => {
    const file = await tempJournalFile()
    await writeFile(file, 'email,name\n'.repeat(1_000))
    await expectRefusedUntouched(file, 'journal-corrupt', file)
  })

  test("is another program's database", async () => {
    const file = await tempJournalFile()
    const db = new DatabaseSync(file)
    db.exec('CREATE TABLE song (title TEXT)')
    db.close()
    await expectRefusedUntouched(file, 'journal-corrupt', "another program's")
  })

  test('is a journal that was cut off', async () => {
    const file = await filledFile()
    await truncate(file, 40_960)
    await expectRefusedUntouched(file, 'journal-corrupt', 'damaged')
  })
})

describe('damage inside', () => {
  test('of the description of a batch is found when it is opened', async () => {
    const file = await filledFile()
    const db = new DatabaseSync(file)
    const page = Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'tally'").get()?.rootpage)
    db.close()
    const bytes = await readFile(file)
    bytes.fill(0xff, (page - 1) * 4096, page * 4096)
    await writeFile(file, bytes)
    expect(() => openJournal(file)).toThrow(expect.objectContaining({ code: 'journal-corrupt' }))
  })

  test('of a row is found when the row is read, and its claim changes nothing', async () => {
    const file = await filledFile(3)
    const db = new DatabaseSync(file)
    db.exec(
      `UPDATE row SET cells = '["unclosed' WHERE number = 2; UPDATE row SET cells = '[1]' WHERE number = 3`,
    )
    db.close()
    const journal = openForTest(file)
    const results = await Promise.allSettled([journal.claim('b', 3, 1), journal.claim('b', 1, 1)])
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'journal-corrupt', place: { row: 2 } } },
      { status: 'fulfilled', value: [{ number: 1 }] },
    ])
    expect(() => journal.row('b', 3)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('Row 3') }),
    )
    expect(journal.totals('b').pending).toBe(3)
  })
})

describe('a journal that cannot be had', () => {
  test('because another program does not let go says so, and works again afterwards', async () => {
    const file = await filledFile(1)
    const journal = openForTest(file, { busyTimeout: 20 })
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    await expect(journal.claim('b', 1, 1)).rejects.toMatchObject({ code: 'journal-busy', place: { file } })
    expect(() => openJournal(file, { busyTimeout: 20 })).toThrow(
      expect.objectContaining({ code: 'journal-busy' }),
    )
    other.exec('ROLLBACK')
    other.close()
    expect(await journal.claim('b', 1, 1)).toHaveLength(1)
  })

  test('because a folder has its name, or a file is where its folder should be', async () => {
    const folder = await tempJournalFile()
    await mkdir(folder)
    expect(() => openJournal(folder)).toThrow(expect.objectContaining({ kind: 'environment' }))
    const file = await filledFile(1)
    expect(() => openJournal(join(file, 'mailwright.db'))).toThrow(
      expect.objectContaining({ code: 'journal-failed' }),
    )
  })

  test.skipIf(process.platform === 'win32')('because it may only be read', async () => {
    const file = await filledFile(1)
    await chmod(dirname(file), 0o755)
    await chmod(file, 0o444)
    expect(openAsNobody(file)).toBe('journal-readonly')
  })

  test.skipIf(process.platform === 'win32')('because its folder may only be read', async () => {
    const file = await filledFile(1)
    await chmod(file, 0o666)
    await chmod(dirname(file), 0o555)
    expect(openAsNobody(file)).toBe('journal-readonly')
    expect(openAsNobody(join(dirname(file), 'new.db'))).toBe('journal-readonly')
  })
})

/** Root may write everything, so a process without its rights opens the journal and tells the error's code. */
function openAsNobody(file: string): string {
  const module = new URL('../../src/main/journal/open-journal.ts', import.meta.url)
  const script = `import { openJournal } from ${JSON.stringify(module)}
    try { openJournal(process.argv[1]); console.log('opened') } catch (error) { console.log(error.code) }`
  const root = process.getuid?.() === 0
  const identity = root ? { uid: 65_534, gid: 65_534 } : {}
  const args = ['--input-type=module', '--eval', script, file]
  return spawnSync(process.execPath, args, { ...identity, encoding: 'utf8' }).stdout.trim()
}
