import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { fileBackend } from '../../src/main/backends/file.ts'
import { mimeMessage, octets } from '../helpers/mime-message.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const FILE_BACKEND = new URL('../../src/main/backends/file.ts', import.meta.url).href
const run = promisify(execFile)
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
    ['is a file', '.'],
    ['lies below a file', 'out/deep'],
  ])('says so when its folder %s', async (_case, below) => {
    const file = join(await tempDir(), 'file')
    await writeFile(file, '')
    const error = await at(join(file, below))
      .open()
      .catch((reason) => reason)
    expect(error).toMatchObject({ name: 'SessionError', code: 'output-not-writable', transient: false })
    expect(error.message).toContain('choose a folder')
  })

  it.skipIf(process.getuid?.() === 0)('says so when it may not write to its folder', async () => {
    const dir = join(await tempDir(), 'read-only')
    await mkdir(dir)
    await chmod(dir, 0o500)
    await expect(at(dir).open()).rejects.toMatchObject({ code: 'output-not-writable', place: { file: dir } })
  })

  it('tells no result and leaves nothing behind when a message finds no room', async () => {
    const dir = await tempDir()
    const { stdout } = await run('bash', [
      '-c',
      `ulimit -f 8; exec "$0" --input-type=module -e "$1"`,
      process.execPath,
      `
      const { fileBackend } = await import(${JSON.stringify(FILE_BACKEND)})
      const message = (text) => ({ envelope: { from: 'a', to: ['b'] }, chunks: [Buffer.from(text)] })
      const settled = []
      const hooks = { settled: async (_message, result) => void settled.push(result.state) }
      const backend = fileBackend({ dir: ${JSON.stringify(dir)}, format: '${format}', now: Date.now })
      await backend.sendMessages([message('fits'), message('x'.repeat(20_000))], hooks)
        .catch((error) => console.log(JSON.stringify({ name: error.name, code: error.code, settled })))`,
    ])
    expect(JSON.parse(stdout)).toEqual({
      name: 'SessionError',
      code: 'output-not-writable',
      settled: ['accepted'],
    })
    const names = await readdir(dir)
    expect(names).toHaveLength(1)
    const separator = format === 'log' ? `\n${'-'.repeat(79)}\n` : ''
    expect(await readFile(join(dir, names[0] ?? ''), 'utf8')).toBe(`fits${separator}`)
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
