import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { fakeElectron, safeStorage } from './fake-electron.ts'

vi.mock('electron', () => fakeElectron)
const { openSecretStore } = await import('../../src/main/app/secret-store.ts')

describe('Passwords on the desktop', async () => {
  afterEach(() => {
    safeStorage.isAvailable = true
    safeStorage.backend = 'gnome_libsecret'
  })

  it('survive the end of the program, encrypted, in a file of their owner', async () => {
    const folder = await tempDir()
    openSecretStore(folder).set('work', 'swordfish')
    const file = join(folder, 'secrets.json')
    expect(readFileSync(file, 'utf8')).not.toContain('swordfish')
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(openSecretStore(folder).get('work')).toBe('swordfish')
  })

  it('and keys of DKIM are kept apart, both encrypted', async () => {
    const folder = await tempDir()
    const store = openSecretStore(folder)
    store.set('work', 'swordfish')
    store.dkimKeys.set('work', 'the key')
    expect(openSecretStore(folder).get('work')).toBe('swordfish')
    expect(openSecretStore(folder).dkimKeys.get('work')).toBe('the key')
    const file = join(folder, 'dkim-keys.json')
    expect(readFileSync(file, 'utf8')).not.toContain('the key')
    expect(statSync(file).mode & 0o077).toBe(0)
    store.dkimKeys.set('work', null)
    expect(openSecretStore(folder).dkimKeys.get('work')).toBeUndefined()
    expect(openSecretStore(folder).get('work')).toBe('swordfish')
  })

  it('are forgotten for good', async () => {
    const folder = await tempDir()
    const store = openSecretStore(folder)
    store.set('work', 'swordfish')
    store.set('work', null)
    expect(openSecretStore(folder).get('work')).toBeUndefined()
  })

  it.each(['basic_text', 'unknown'])(
    'are kept for this run only where the system offers %s',
    async (backend) => {
      if (process.platform !== 'linux') return
      safeStorage.backend = backend
      const folder = await tempDir()
      const store = openSecretStore(folder)
      store.set('work', 'swordfish')
      expect(store.keepsPasswords).toBe(false)
      expect(store.get('work')).toBe('swordfish')
      expect(openSecretStore(folder).get('work')).toBeUndefined()
    },
  )

  it('of a damaged file are asked for again', async () => {
    const folder = await tempDir()
    writeFileSync(join(folder, 'secrets.json'), '{"work": 3')
    expect(openSecretStore(folder).get('work')).toBeUndefined()
  })
})
