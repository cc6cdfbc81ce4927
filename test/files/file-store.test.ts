import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DiskFileStore } from '../../src/main/files/file-store.ts'
import { addSample } from '../../src/main/files/sample-files.ts'
import { Uploads } from '../../src/main/files/uploads.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const MINUTE = 60_000

async function storeIn(dataDir: string, now: () => number = Date.now): Promise<DiskFileStore> {
  const store = new DiskFileStore(dataDir, now)
  onTestFinished(() => store.close())
  return store
}

async function uploadsForTest() {
  const dataDir = await tempDir()
  const clock = { now: Date.now() }
  const store = await storeIn(dataDir, () => clock.now)
  const uploads = new Uploads(store, () => clock.now)
  onTestFinished(() => uploads.close())
  return { store, uploads, clock, stored: () => readdir(join(dataDir, 'files')) }
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

describe('files of the app', () => {
  it('come back with their content, also after a restart, and only their owner can read them', async () => {
    const dataDir = await tempDir()
    const first = new DiskFileStore(dataDir, Date.now)
    const info = await first.add('a.txt', 'text/plain', text('hello'))
    first.close()
    const store = await storeIn(dataDir)
    expect(store.info(info.token)).toEqual({ ...info, name: 'a.txt', mimetype: 'text/plain', size: 5 })
    expect(await readFile(store.path(info.token), 'utf8')).toBe('hello')
    expect((await stat(store.path(info.token))).mode & 0o077).toBe(0)
    expect((await stat(join(dataDir, 'files'))).mode & 0o077).toBe(0)
  })

  it('have tokens of 128 bits that say nothing, and share what is equal', async () => {
    const store = await storeIn(await tempDir())
    const [one, two] = [await store.add('a', 'x/y', text('same')), await store.add('b', 'x/y', text('same'))]
    expect(one.token).toMatch(/^[\w-]{22}$/)
    expect(one.token).not.toBe(two.token)
    expect(store.path(one.token)).toBe(store.path(two.token))
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\list.csv', 'list.csv'],
    ['..', 'file'],
    ['', 'file'],
    ['inv\u202Efdp.exe', 'invfdp.exe'],
    ['a\u0000b\r\n.txt', 'ab.txt'],
    ['料金表.txt', '料金表.txt'],
  ])('called %j keep the name %j', async (given, kept) => {
    const store = await storeIn(await tempDir())
    expect((await store.add(given, 'text/plain', text('x'))).name).toBe(kept)
  })

  it('that nobody knows are refused', async () => {
    const store = await storeIn(await tempDir())
    for (const token of ['unknown', '../files.db', '']) {
      expect(() => store.info(token)).toThrow(expect.objectContaining({ code: 'unknown-item' }))
      expect(() => store.path(token)).toThrow(expect.objectContaining({ code: 'unknown-item' }))
    }
  })

  it('leave nothing behind when their source breaks', async () => {
    const dataDir = await tempDir()
    const store = await storeIn(dataDir)
    async function* broken() {
      yield text('half')
      throw new Error('gone')
    }
    await expect(store.add('a', 'x/y', broken())).rejects.toThrow('gone')
    expect(await readdir(join(dataDir, 'files'))).toEqual([])
  })

  it('that an earlier run left unfinished go at the next start, once they are a day old', async () => {
    const dataDir = await tempDir()
    const store = await storeIn(dataDir)
    const folder = join(dataDir, 'files')
    const old = new Date(Date.now() - 25 * 60 * MINUTE)
    await writeFile(join(folder, 'old.tmp'), 'x')
    await utimes(join(folder, 'old.tmp'), old, old)
    await writeFile(join(folder, 'new.tmp'), 'x')
    const { token } = await store.add('a', 'x/y', text('kept'))
    await storeIn(dataDir)
    expect((await readdir(folder)).toSorted()).toEqual([basename(store.path(token)), 'new.tmp'].toSorted())
  })

  it.each(['customers', 'sample', 'logo', 'guide'] as const)('include the sample %s', async (sample) => {
    const store = await storeIn(await tempDir())
    expect((await addSample(store, sample)).size).toBeGreaterThan(50)
  })
})

describe('uploads', () => {
  it('put the pieces together in their order, even when they come at once', async () => {
    const { uploads, store } = await uploadsForTest()
    const id = uploads.begin({ name: 'a.txt', mimetype: 'text/plain', size: 6 })
    await Promise.all([
      uploads.append(id, text('ab')),
      uploads.append(id, text('cd')),
      uploads.append(id, text('ef')),
    ])
    const info = await uploads.finish(id)
    expect(await readFile(store.path(info.token), 'utf8')).toBe('abcdef')
    await expect(uploads.append(id, text('g'))).rejects.toMatchObject({ code: 'unknown-item' })
  })

  it('take an empty file', async () => {
    const { uploads } = await uploadsForTest()
    const id = uploads.begin({ name: 'empty', mimetype: 'x/y', size: 0 })
    expect(await uploads.finish(id)).toMatchObject({ size: 0 })
  })

  it.each([
    ['more', 3],
    ['less', 5],
  ])('that turn out to be %s than announced are refused and leave nothing', async (_, size) => {
    const { uploads, stored } = await uploadsForTest()
    const id = uploads.begin({ name: 'a', mimetype: 'x/y', size })
    const work = uploads.append(id, text('abcd')).then(() => uploads.finish(id))
    await expect(work).rejects.toMatchObject({ code: 'bad-argument' })
    expect(await stored()).toEqual([])
  })

  it('are refused above 2 GiB, before a byte comes', async () => {
    const { uploads, stored } = await uploadsForTest()
    const begin = () => uploads.begin({ name: 'a', mimetype: 'x/y', size: 2 * 1024 ** 3 + 1 })
    expect(begin).toThrow(expect.objectContaining({ code: 'too-large' }))
    expect(await stored()).toEqual([])
  })

  it('that were given up leave nothing, and giving up twice is harmless', async () => {
    const { uploads, stored } = await uploadsForTest()
    const id = uploads.begin({ name: 'a', mimetype: 'x/y', size: 3 })
    await uploads.append(id, text('ab'))
    await uploads.abort(id)
    await uploads.abort(id)
    expect(await stored()).toEqual([])
  })

  it('of a window that has gone make room for others after half an hour', async () => {
    const { uploads, clock } = await uploadsForTest()
    const file = { name: 'a', mimetype: 'x/y', size: 3 }
    const [first = ''] = Array.from({ length: 50 }, () => uploads.begin(file))
    expect(() => uploads.begin(file)).toThrow(expect.objectContaining({ code: 'too-large' }))
    clock.now += 29 * MINUTE
    await uploads.append(first, text('ab'))
    clock.now += 2 * MINUTE
    uploads.begin(file)
    await uploads.append(first, text('c'))
    expect(await uploads.finish(first)).toMatchObject({ size: 3 })
  })
})
