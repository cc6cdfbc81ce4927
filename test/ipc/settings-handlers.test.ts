import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readDkimKey } from '../../src/main/mail/dkim-key.ts'
import { defaultSettings } from '../../src/main/settings/schema.ts'
import type { Settings } from '../../src/shared/settings-types.ts'
import { appForTest } from '../helpers/app.ts'
import { ED25519_PEM, RSA_PEM } from '../helpers/dkim.ts'

const SMTP = { backend: 'smtp', options: { host: '127.0.0.1', port: 1, user: 'me' } }
const SANDBOX = { backend: 'sandbox', options: {} }
const WITH_SMTP: Settings = { ...defaultSettings, profiles: { ...defaultSettings.profiles, work: SMTP } }
const PREFERENCES = { theme: 'dark', language: 'ja', undoSeconds: 30, tourDone: true } as const

function signing(dkim: Readonly<Record<string, unknown>>): unknown {
  const whole = { domain: 'example.com', selector: 'mail', ...dkim }
  return { ...WITH_SMTP, profiles: { sandbox: { ...SMTP, dkim: whole } } }
}

/** Accepts connections and never says a word. */
async function silentServer(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A port was asked for.')
  return address.port
}

describe('settings of the app', () => {
  it('come with the profiles in words', async () => {
    const { call } = await appForTest()
    await call('settings.save', WITH_SMTP)
    expect(await call('settings.get')).toMatchObject({
      settings: WITH_SMTP,
      profiles: [
        { name: 'sandbox', isDefault: true, leavesThisComputer: false, hasPassword: false },
        { name: 'work', isDefault: false, leavesThisComputer: true, destination: '127.0.0.1 (profile work)' },
      ],
      presets: expect.arrayContaining([expect.objectContaining({ name: 'Gmail' })]),
    })
  })

  it('count at once, on the disk and in every window', async () => {
    const { call, context, dataDir, events } = await appForTest()
    await call('settings.save', { ...WITH_SMTP, from: 'me@example.com', defaultProfile: 'work' })
    expect(context.core.resolveProfile({ options: {} })).toMatchObject({
      profile: { name: 'work' },
      defaults: { from: 'me@example.com' },
    })
    expect(await readFile(join(dataDir, 'settings.json'), 'utf8')).toContain('me@example.com')
    expect(events.map(({ name }) => name)).toEqual(['settings'])
  })

  it('tell what batches of a profile keep to', async () => {
    const { call } = await appForTest()
    const work = { ...SMTP, rate: '30/min,10/min@gmail.com', connections: 4 }
    const { profiles } = await call('settings.save', { ...WITH_SMTP, profiles: { sandbox: SMTP, work } })
    expect(profiles.map(({ limits }) => limits)).toEqual([
      { rate: null, connections: 1 },
      { rate: '30/min,10/min@gmail.com', connections: 4 },
    ])
  })

  it('keep both changes when preferences are saved while settings are', async () => {
    const { call, context } = await appForTest()
    await Promise.all([
      call('settings.save', { ...WITH_SMTP, from: 'me@example.com' }),
      call('settings.savePreferences', PREFERENCES),
    ])
    expect(context.core.settings).toMatchObject({ from: 'me@example.com', preferences: PREFERENCES })
  })

  it.each([
    [null, 'settings'],
    [[], 'settings'],
    ['x', 'settings'],
    [{ ...defaultSettings, colour: 'red' }, 'colour'],
    [{ ...defaultSettings, defaultProfile: 'gone' }, 'defaultProfile'],
    [{ ...defaultSettings, from: 'a\r\nBcc: b' }, 'from'],
    [{ ...defaultSettings, preferences: { ...PREFERENCES, undoSeconds: 61 } }, 'preferences.undoSeconds'],
    [
      { ...WITH_SMTP, profiles: { sandbox: SMTP, work: { ...SMTP, options: { password: 'hunter2' } } } },
      'profiles.work.options.password',
    ],
    [{ ...WITH_SMTP, profiles: { sandbox: { ...SMTP, rate: '30/week' } } }, 'profiles.sandbox.rate'],
    [{ ...WITH_SMTP, profiles: { sandbox: { ...SMTP, rate: '' } } }, 'profiles.sandbox.rate'],
    [{ ...WITH_SMTP, profiles: { sandbox: { ...SMTP, rate: 30 } } }, 'profiles.sandbox.rate'],
    [{ ...WITH_SMTP, profiles: { sandbox: { ...SMTP, rate: '9/constructor' } } }, 'profiles.sandbox.rate'],
    [{ ...WITH_SMTP, profiles: { sandbox: { ...SMTP, connections: 21 } } }, 'profiles.sandbox.connections'],
    [{ ...WITH_SMTP, profiles: { sandbox: { ...SMTP, connections: 0 } } }, 'profiles.sandbox.connections'],
    [{ ...WITH_SMTP, profiles: { sandbox: { ...SMTP, connections: '2' } } }, 'profiles.sandbox.connections'],
    [signing({ domain: 'localhost' }), 'profiles.sandbox.dkim.domain'],
    [signing({ domain: 'a b.example' }), 'profiles.sandbox.dkim.domain'],
    [signing({ domain: 'example.com;p=' }), 'profiles.sandbox.dkim.domain'],
    [signing({ selector: '' }), 'profiles.sandbox.dkim.selector'],
    [signing({ selector: 'a\r\nBcc: b' }), 'profiles.sandbox.dkim.selector'],
    [signing({ keyFile: 'key.pem' }), 'profiles.sandbox.dkim.keyFile'],
    [signing({ privateKey: 'hunter2' }), 'profiles.sandbox.dkim.privateKey'],
  ])('refuse %j, name the setting and keep what there was', async (settings, field) => {
    const { router, context, dataDir } = await appForTest()
    const result = await router.call('settings.save', [settings])
    expect(result).toMatchObject({ ok: false, error: { code: 'bad-settings', place: { field } } })
    expect(JSON.stringify(result)).not.toContain(dataDir)
    expect(JSON.stringify(result)).not.toContain('hunter2')
    expect(context.core.settings).toEqual(defaultSettings)
  })

  it.each([
    ['settings.get', ['more']],
    ['settings.save', []],
    ['settings.savePreferences', [{ ...PREFERENCES, extra: true }]],
    ['settings.savePreferences', [{ ...PREFERENCES, theme: 'pink' }]],
    ['settings.setPassword', ['unknown', 'pw']],
    ['settings.setPassword', ['__proto__', 'pw']],
    ['settings.setPassword', ['sandbox', 'x'.repeat(10_001)]],
    ['settings.choosePath', ['pem']],
    ['settings.choosePath', ['/etc/passwd']],
    ['settings.choosePath', ['__proto__']],
    ['settings.choosePath', []],
    ['settings.checkDkimKey', ['hunter2']],
    ['settings.checkDkimKey', [null]],
    ['settings.setDkimKey', ['unknown', ED25519_PEM]],
    ['settings.setDkimKey', ['__proto__', ED25519_PEM]],
    ['settings.setDkimKey', ['sandbox', 'hunter2']],
    ['settings.setDkimKey', ['sandbox', 7]],
    ['settings.setDkimKey', ['sandbox', `${ED25519_PEM}${'x'.repeat(20_000)}`]],
    ['settings.setDkimKey', ['sandbox']],
    ['settings.verify', ['j', 'p', { backend: './relative.mjs', options: {} }, null]],
    ['settings.verify', ['j', 'p', { backend: 'smtp', options: { nonsense: 1 } }, null]],
    ['settings.verify', ['', 'p', SMTP, null]],
    ['settings.testMail', ['unknown', ['a@example.com']]],
    ['settings.testMail', ['sandbox', []]],
    ['settings.testMail', ['sandbox', ['nobody']]],
    ['settings.import', ['../settings.json']],
  ])('answer %s with the arguments %j by a typed error', async (name, args) => {
    const { router } = await appForTest()
    expect(await router.call(name, args)).toMatchObject({ ok: false, error: { kind: 'input' } })
  })
})

describe('passwords', () => {
  it('go in, are used by their profile, and never come out', async () => {
    const { call, context, dataDir, events, secrets } = await appForTest()
    await call('settings.save', WITH_SMTP)
    const { profile } = context.core.resolveProfile({ profile: 'work', options: {} })
    await expect(context.core.connect(profile)).rejects.toMatchObject({ code: 'missing-password' })
    const view = await call('settings.setPassword', 'work', 'hunter2')
    expect(view).toMatchObject({ profiles: [{ hasPassword: false }, { name: 'work', hasPassword: true }] })
    await expect(context.core.connect(profile)).resolves.toBeTypeOf('function')
    expect(JSON.stringify([view, events])).not.toContain('hunter2')
    expect(await readFile(join(dataDir, 'settings.json'), 'utf8')).not.toContain('hunter2')
    await call('settings.save', defaultSettings)
    expect(secrets.get('work')).toBeUndefined()
  })
})

describe('keys of DKIM', () => {
  const dkim = { domain: 'Example.com', selector: 'mail2026' }
  const SIGNS = {
    ...defaultSettings,
    from: 'me@example.com',
    profiles: { work: { ...SANDBOX, dkim } },
    defaultProfile: 'work',
  }

  it('go in, show their public half, sign, and never come out', async () => {
    const { call, context, dataDir, events } = await appForTest()
    const before = await call('settings.save', SIGNS)
    expect(before.profiles).toMatchObject([
      { dkim: { hasKey: false, record: null, problem: expect.stringContaining('no DKIM key') } },
    ])
    await expect(call('settings.testMail', 'work', ['ann@example.com'])).rejects.toMatchObject({
      code: 'missing-dkim-key',
    })
    const view = await call('settings.setDkimKey', 'work', ED25519_PEM)
    const { record } = readDkimKey(ED25519_PEM)
    expect(view.profiles).toMatchObject([
      {
        dkim: {
          hasKey: true,
          record: { name: 'mail2026._domainkey.example.com', value: record },
          problem: null,
        },
      },
    ])
    expect(await call('settings.testMail', 'work', ['ann@example.com'])).toMatchObject({ state: 'accepted' })
    const { token } = await call('settings.export')
    const exported = await readFile(context.files.path(token), 'utf8')
    const kept = await readFile(join(dataDir, 'settings.json'), 'utf8')
    const [, secret = ''] = ED25519_PEM.split('\n')
    for (const text of [exported, kept, JSON.stringify([view, events])]) expect(text).not.toContain(secret)
  })

  it('are forgotten on demand, with their profile, and when it signs no more', async () => {
    const { call, secrets } = await appForTest()
    await call('settings.save', SIGNS)
    await call('settings.setDkimKey', 'work', ED25519_PEM)
    await call('settings.setDkimKey', 'work', null)
    expect(secrets.dkimKeys.get('work')).toBeUndefined()
    for (const changed of [defaultSettings, { ...SIGNS, profiles: { work: SANDBOX } }]) {
      await call('settings.save', SIGNS)
      await call('settings.setDkimKey', 'work', RSA_PEM)
      await call('settings.save', { ...SIGNS, from: 'you@example.com' })
      expect(secrets.dkimKeys.get('work')).toBe(RSA_PEM)
      await call('settings.save', changed)
      expect(secrets.dkimKeys.get('work')).toBeUndefined()
    }
  })

  it('may be files, read when they are needed', async () => {
    const { call, dataDir } = await appForTest()
    const keyFile = join(dataDir, 'key.pem')
    const profiles = { work: { ...SANDBOX, dkim: { ...dkim, keyFile } } }
    const missing = await call('settings.save', { ...SIGNS, profiles })
    expect(missing.profiles[0]?.dkim?.problem).toContain('cannot be read (ENOENT)')
    await writeFile(keyFile, RSA_PEM)
    const { profiles: found } = await call('settings.get')
    expect(found[0]?.dkim).toMatchObject({ hasKey: false, record: { value: readDkimKey(RSA_PEM).record } })
    await writeFile(keyFile, 'hunter2')
    const { profiles: wrong } = await call('settings.get')
    expect(wrong[0]?.dkim).toMatchObject({ record: null, problem: expect.not.stringContaining('hunter2') })
  })
})

describe('trying a profile', () => {
  it('tells each step while it goes, for a profile that is not saved', async () => {
    const { call, context, events } = await appForTest()
    const steps = await call('settings.verify', 'job', 'new', SMTP, 'pw')
    expect(steps).toMatchObject([
      { step: 'dns', ok: true },
      { step: 'tcp', ok: false },
    ])
    expect(events.map(({ data }) => data)).toMatchObject([
      { job: 'job', done: 1, step: { step: 'dns' } },
      { job: 'job', done: 2, step: { step: 'tcp' } },
    ])
    expect(context.core.settings.profiles).not.toHaveProperty('new')
  })

  it('asks for a password where none is known', async () => {
    const { call } = await appForTest()
    const work = call('settings.verify', 'job', 'new', SMTP, null)
    await expect(work).rejects.toMatchObject({ code: 'missing-password' })
  })

  it('ends at once when it is cancelled in front of a server that says nothing', async () => {
    const { call, events } = await appForTest()
    const port = await silentServer()
    const profile = { backend: 'smtp', options: { host: '127.0.0.1', port } }
    const work = call('settings.verify', 'job', 'slow', profile, null)
    await expect.poll(() => events.length).toBe(2)
    const before = performance.now()
    await call('jobs.cancel', 'job')
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  it('sends a test mail through the profile', async () => {
    const { call } = await appForTest()
    const work = call('settings.testMail', 'sandbox', ['ann@example.com'])
    await expect(work).rejects.toMatchObject({ code: 'missing-sender' })
    await call('settings.save', { ...defaultSettings, from: 'me@example.com' })
    expect(await call('settings.testMail', 'sandbox', ['ann@example.com'])).toMatchObject({
      state: 'accepted',
      recipients: [{ address: 'ann@example.com', state: 'accepted' }],
    })
    const { entries } = await call('outbox.list', { kind: 'single' }, '', 0, 10)
    expect(entries).toMatchObject([{ to: 'ann@example.com', state: 'accepted' }])
  })
})

describe('export and import of settings', () => {
  it('carry everything but passwords to another computer', async () => {
    const [from, to] = [await appForTest(), await appForTest()]
    await from.call('settings.save', { ...WITH_SMTP, preferences: PREFERENCES })
    await from.call('settings.setPassword', 'work', 'hunter2')
    const { token } = await from.call('settings.export')
    const bytes = await readFile(from.files.path(token))
    expect(bytes.toString()).not.toContain('hunter2')
    const { token: copy } = await to.files.add('s.json', 'application/json', bytes)
    await to.call('settings.import', copy)
    expect(to.context.core.settings).toEqual({ ...WITH_SMTP, preferences: PREFERENCES })
  })

  it.each([
    ['no JSON', 'hello', 'bad-settings'],
    ['JSON of something else', '{"a": 1}', 'bad-settings'],
    ['a picture', Buffer.from([0x89, 0x50, 0xff]), 'not-utf-8'],
    ['too much', ' '.repeat(1024 * 1024 + 1), 'too-large'],
  ])('refuse %s and change nothing', async (_, content, code) => {
    const { call, context, dataDir } = await appForTest()
    const { token } = await context.files.add('mine.json', 'application/json', Buffer.from(content))
    const error = await call('settings.import', token).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code })
    expect(String(error)).not.toContain(dataDir)
    expect(context.core.settings).toEqual(defaultSettings)
  })
})
