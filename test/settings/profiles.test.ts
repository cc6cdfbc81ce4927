import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { defaultDataDir } from '../../src/main/settings/data-dir.ts'
import { adHocProfile, findProfile, mimePolicy } from '../../src/main/settings/profiles.ts'
import { defaultSettings, settingsSchema } from '../../src/main/settings/schema.ts'

it.each([
  ['linux', {}, '/home/me', '/home/me/.config/Mailwright'],
  ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/home/me', '/cfg/Mailwright'],
  ['darwin', {}, '/Users/me', '/Users/me/Library/Application Support/Mailwright'],
  [
    'win32',
    { APPDATA: 'C:\\Users\\me\\AppData\\Roaming' },
    'C:\\Users\\me',
    'C:\\Users\\me\\AppData\\Roaming\\Mailwright',
  ],
  ['win32', {}, 'C:\\Users\\me', 'C:\\Users\\me\\AppData\\Roaming\\Mailwright'],
] as const)('puts the data folder on %s where Electron has it', (platform, env, home, folder) => {
  expect(defaultDataDir(env, platform, home)).toBe(folder)
})

it('finds a profile by name, or the default one', () => {
  const settings = settingsSchema.parse({
    profiles: { a: { backend: 'console' }, b: { backend: 'file', options: { dir: 'x' } } },
    defaultProfile: 'b',
  })
  expect(findProfile(settings)).toEqual({ name: 'b', backend: 'file', options: { dir: 'x' } })
  expect(findProfile(settings, 'a').backend).toBe('console')
})

it.each(['marketing', 'toString', '__proto__'])('lists the profiles there are when %s is none', (name) => {
  expect(() => findProfile(defaultSettings, name)).toThrow(
    `There is no profile "${name}"; there are: sandbox.`,
  )
})

it('names a profile made on the spot after its backend', () => {
  expect(adHocProfile('file', { dir: 'x' })).toEqual({ name: 'file', backend: 'file', options: { dir: 'x' } })
})

it('completes the policy of a profile', () => {
  expect(mimePolicy({ ...adHocProfile('smtp', {}), sevenBit: true })).toEqual({
    smtpUtf8: false,
    sevenBit: true,
    unencodable: 'error',
    timeZone: 'UTC',
    localDelivery: false,
  })
})

it('accepts the example of docs/settings.md', async () => {
  const page = await readFile(new URL('../../docs/settings.md', import.meta.url), 'utf8')
  const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? []
  expect(settingsSchema.parse(JSON.parse(example)).defaultProfile).toBe('office')
})
