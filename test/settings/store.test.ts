import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/main/settings/schema.ts'
import { loadSettings, readSettings, saveSettings } from '../../src/main/settings/store.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const NOON = Date.UTC(2026, 0, 2, 12)

async function withFile(content: unknown): Promise<string> {
  const dir = await tempDir()
  await writeFile(join(dir, 'settings.json'), typeof content === 'string' ? content : JSON.stringify(content))
  return dir
}

describe('settings', () => {
  it('send to the sandbox on the first run', async () => {
    const dir = await tempDir()
    expect(readSettings(dir)).toEqual(defaultSettings)
    expect(defaultSettings.profiles).toEqual({ sandbox: { backend: 'sandbox', options: {} } })
    expect(defaultSettings.defaultProfile).toBe('sandbox')
    expect(await readdir(dir)).toEqual([])
  })

  it('come back as they were saved, in a file for the owner only', async () => {
    const dir = join(await tempDir(), 'new')
    const settings = {
      ...defaultSettings,
      profiles: {
        'my.profile': { backend: 'smtp', options: { host: 'h', port: 25 }, timeZone: 'Asia/Tokyo' },
      },
      defaultProfile: 'my.profile',
      admins: ['ops@example.com'],
    }
    expect(await saveSettings(dir, settings)).toEqual(settings)
    expect(readSettings(dir)).toEqual(settings)
    expect((await stat(join(dir, 'settings.json'))).mode & 0o777).toBe(0o600)
    await saveSettings(dir, { ...settings, admins: [] })
    expect(readSettings(dir).admins).toEqual([])
    expect(await readdir(dir)).toEqual(['settings.json'])
  })

  it('have preferences of which each may be left out', async () => {
    const usual = { theme: 'system', language: 'system', undoSeconds: 10, tourDone: false }
    expect(defaultSettings.preferences).toEqual(usual)
    const dir = await withFile({ preferences: { theme: 'dark' } })
    expect(readSettings(dir).preferences).toEqual({ ...usual, theme: 'dark' })
  })

  it.each([
    [{ theme: 'pink' }, 'preferences.theme'],
    [{ language: 'xx' }, 'preferences.language'],
    [{ undoSeconds: -1 }, 'preferences.undoSeconds'],
    [{ undoSeconds: 1.5 }, 'preferences.undoSeconds'],
    [{ tourDone: 'yes' }, 'preferences.tourDone'],
    [{ colour: 'red' }, 'preferences.colour'],
  ])('refuse the preferences %j by name', async (preferences, field) => {
    const dir = await withFile({ preferences })
    expect(() => readSettings(dir)).toThrow(
      expect.objectContaining({ code: 'bad-settings', place: expect.objectContaining({ field }) }),
    )
  })

  it('narrow the permissions of a file that was too open', async () => {
    const dir = await withFile({})
    await chmod(join(dir, 'settings.json'), 0o644)
    await saveSettings(dir, defaultSettings)
    expect((await stat(join(dir, 'settings.json'))).mode & 0o777).toBe(0o600)
  })

  it('drop a setting that was taken away', async () => {
    const dir = await tempDir()
    await saveSettings(dir, { ...defaultSettings, ehloName: 'me.example' })
    await saveSettings(dir, defaultSettings)
    expect(readSettings(dir)).not.toHaveProperty('ehloName')
  })

  it.each(['{"profiles": ', '', 'null', '[]', '{"colour": "red"}'])(
    'that are %j are kept aside',
    async (content) => {
      const dir = await withFile(content)
      const { settings, notice } = loadSettings(dir, NOON)
      expect(settings).toEqual(defaultSettings)
      const kept = 'settings.corrupt-2026-01-02T12-00-00-000Z.json'
      expect(await readdir(dir)).toEqual([kept])
      expect(await readFile(join(dir, kept), 'utf8')).toBe(content)
      expect(notice).toContain(kept)
    },
  )

  it('that are wrong stop an unattended program, again and again', async () => {
    const dir = await withFile({ colour: 'red' })
    for (const _run of [1, 2]) expect(() => readSettings(dir)).toThrow('unknown setting "colour"')
    expect(await readdir(dir)).toEqual(['settings.json'])
  })

  it('may begin with a byte order mark', async () => {
    expect(readSettings(await withFile('\uFEFF{"from": "a@example.com"}')).from).toBe('a@example.com')
  })

  it.each([
    [{ admins: 'ops@example.com' }, 'admins'],
    [{ admins: [['Ops', 'ops@example.com']] }, 'admins'],
    [{ managers: [['ops@example.com']] }, 'managers'],
    [{ managers: [[]] }, 'managers'],
    [{ admins: [''] }, 'admins'],
    [{ admins: ['a@example.com\nBcc: x@example.com'] }, 'admins'],
    [{ from: 'a\r\nb' }, 'from'],
    [{ ehloName: 'me\r\nMAIL FROM:<x>' }, 'ehloName'],
    [{ defaultProfile: 'nowhere' }, 'defaultProfile'],
    [{ defaultProfile: 'toString' }, 'defaultProfile'],
    [{ profiles: { a: { backend: 'smpt' } } }, 'profiles.a.backend'],
    [{ profiles: { a: { backend: './mine.mjs' } } }, 'profiles.a.backend'],
    [{ profiles: { a: { backend: 'smtp', hots: 'x' } } }, 'profiles.a.hots'],
    [{ profiles: { a: { backend: 'smtp', timeZone: 'Mars' } } }, 'profiles.a.timeZone'],
    [{ profiles: { a: { backend: 'smtp', sevenBit: 'yes' } } }, 'profiles.a.sevenBit'],
  ])('refuse %j by name', async (content, setting) => {
    const dir = await withFile(content)
    try {
      readSettings(dir)
    } catch (error) {
      expect(error).toMatchObject({ name: 'InputError', code: 'bad-settings', place: { field: setting } })
      expect(String(error)).toContain(`"${setting}"`)
      return
    }
    expect.unreachable()
  })

  it.each(['password', 'Password', 'pass', 'apiKey', 'access_token'])(
    'never hold a secret (%s)',
    async (name) => {
      const dir = await tempDir()
      const profiles = { a: { backend: 'smtp', options: { host: 'h', [name]: 'hunter2' } } }
      const error = await saveSettings(dir, { profiles, defaultProfile: 'a' }).catch((reason) => reason)
      expect(error.message).toContain(`"profiles.a.options.${name}"`)
      expect(error.message).toContain('MAILWRIGHT_PASSWORD')
      expect(error.message).not.toContain('hunter2')
      expect(await readdir(dir)).toEqual([])
    },
  )

  it('are left as they were when the new ones are wrong', async () => {
    const dir = await withFile({ from: 'a@example.com' })
    await expect(saveSettings(dir, { from: 5 })).rejects.toMatchObject({ place: { field: 'from' } })
    expect(readSettings(dir).from).toBe('a@example.com')
  })

  it.skipIf(process.getuid?.() === 0)('say so when they cannot be read or written', async () => {
    const dir = await withFile({})
    await chmod(join(dir, 'settings.json'), 0)
    expect(() => readSettings(dir)).toThrow('cannot be read')
    const locked = join(await tempDir(), 'locked')
    await mkdir(locked, { mode: 0o500 })
    await expect(saveSettings(locked, defaultSettings)).rejects.toMatchObject({ code: 'output-not-writable' })
  })
})
