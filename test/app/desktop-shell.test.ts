import { expect, it, vi } from 'vitest'
import { memorySecrets } from '../../src/main/platform/memory-secrets.ts'
import { fakeDialog, fakeElectron } from './fake-electron.ts'

vi.mock('electron', () => fakeElectron)
const { desktopShell } = await import('../../src/main/app/desktop-shell.ts')

it.each([
  ['pem', 'openFile', '/etc/ssl/mine.pem'],
  ['module', 'openFile', '/home/ann/backend.mjs'],
  ['folder', 'openDirectory', '/home/ann/mails'],
] as const)('a %s is chosen in a dialog of the system', async (kind, property, path) => {
  fakeDialog.chosen = [path]
  expect(await desktopShell(memorySecrets()).choosePath?.(kind)).toBe(path)
  expect(fakeDialog.asked.at(-1)).toMatchObject({ properties: expect.arrayContaining([property]) })
})

it('a dialog that is cancelled chooses nothing', async () => {
  fakeDialog.chosen = []
  expect(await desktopShell(memorySecrets()).choosePath?.('pem')).toBeNull()
})
