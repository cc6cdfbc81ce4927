import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileBackend } from '../../src/main/backends/file.ts'
import { mimeMessage, octets } from '../helpers/mime-message.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const NOON = Date.UTC(2026, 0, 2, 12, 0, 0, 5)

describe.each(['eml', 'log'] as const)('the file backend (%s)', (format) => {
  const at = (dir: string, now = () => NOON) => fileBackend({ dir, format, now })

  it('keeps files for the owner only', async () => {
    const dir = await tempDir()
    await at(dir).sendMessages([mimeMessage('m')])
    const [name = ''] = await readdir(dir)
    expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['is a file', async (dir: string) => writeFile(dir, ''), 'choose a folder'],
    ['lies below a file', async (dir: string) => writeFile(join(dir, '..'), ''), 'choose a folder'],
  ])('says so when its folder %s', async (_case, prepare, words) => {
    const parent = join(await tempDir(), 'parent')
    const dir = join(parent, 'out')
    await prepare(_case === 'is a file' ? parent : join(parent, 'x')).catch(() => undefined)
    const error = await at(_case === 'is a file' ? parent : dir)
      .open()
      .catch((reason) => reason)
    expect(error).toMatchObject({ name: 'SessionError', code: 'output-not-writable', transient: false })
    expect(error.message).toContain(words)
  })

  it.skipIf(process.getuid?.() === 0)('says so when it may not write to its folder', async () => {
    const dir = join(await tempDir(), 'read-only')
    await mkdir(dir)
    await chmod(dir, 0o500)
    await expect(at(dir).open()).rejects.toMatchObject({ code: 'output-not-writable', place: { file: dir } })
  })

  it('tells no result and leaves nothing behind when a message cannot be written', async () => {
    const dir = await tempDir()
    const backend = at(dir)
    const settled: string[] = []
    const unwritable = {
      ...mimeMessage('m'),
      chunks: [Buffer.from('half'), 'not octets' as unknown as Uint8Array],
    }
    const sending = backend.sendMessages([mimeMessage('good'), unwritable], {
      async settled({ message }) {
        settled.push(message.subject)
      },
    })
    await expect(sending).rejects.toThrow()
    expect(settled).toEqual(['good'])
    const files = await Promise.all((await readdir(dir)).map((name) => readFile(join(dir, name), 'utf8')))
    expect(files.join('')).not.toContain('half')
  })
})

describe('the file backend', () => {
  it('names files in the order of sending, even when the clock is set back', async () => {
    const dir = await tempDir()
    const times = [NOON, NOON, NOON - 60_000, NOON + 1]
    const backend = fileBackend({ dir, format: 'eml', now: () => times.shift() ?? NOON + 2 })
    const messages = ['a', 'b', 'c', 'd'].map((subject) => mimeMessage(subject))
    await backend.sendMessages(messages)
    const names = (await readdir(dir)).sort()
    expect(names[0]).toMatch(/^20260102-120000-005-0000-[0-9a-f]{8}\.eml$/)
    expect(await Promise.all(names.map((name) => readFile(join(dir, name))))).toEqual(messages.map(octets))
  })

  it('lets several connections share a folder', async () => {
    const dir = await tempDir()
    const connections = Array.from({ length: 5 }, () => fileBackend({ dir, format: 'eml', now: () => NOON }))
    await Promise.all(connections.map((one) => one.sendMessages([mimeMessage('x'), mimeMessage('y')])))
    expect(await readdir(dir)).toHaveLength(10)
  })

  it('goes on in the same log when it is opened again', async () => {
    const dir = await tempDir()
    const backend = fileBackend({ dir, format: 'log', now: () => NOON })
    await backend.sendMessages([mimeMessage('a')])
    await backend.sendMessages([mimeMessage('b')])
    const names = await readdir(dir)
    expect(names).toHaveLength(1)
    expect(names[0]).toMatch(/^20260102-120000-[0-9a-f]{8}\.log$/)
    expect((await readFile(join(dir, names[0] ?? ''), 'utf8')).match(/-{79}/g)).toHaveLength(2)
  })
})
