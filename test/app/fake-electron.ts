/** As much of Electron as the shell touches, keeping what it was told. */
import { EventEmitter } from 'node:events'
import { vi } from 'vitest'

type Handler = (...args: readonly unknown[]) => unknown

export class FakeSession {
  readonly handlers = new Map<string, Handler>()
  isSpellCheckerEnabled = true
  readonly webRequest = { onBeforeRequest: (handler: Handler) => this.handlers.set('request', handler) }
  readonly protocol = { handle: (scheme: string, handler: Handler) => this.handlers.set(scheme, handler) }

  setPermissionRequestHandler(handler: Handler): void {
    this.handlers.set('permission-request', handler)
  }

  setPermissionCheckHandler(handler: Handler): void {
    this.handlers.set('permission-check', handler)
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.isSpellCheckerEnabled = isEnabled
  }
}

export class FakeContents extends EventEmitter {
  openWindow: Handler = () => undefined

  setWindowOpenHandler(handler: Handler): void {
    this.openWindow = handler
  }
}

export const fakeIpc = { handle: vi.fn<(channel: string, handler: Handler) => void>() }
export const fakeApp = new EventEmitter()
export const safeStorage = {
  isAvailable: true,
  backend: 'gnome_libsecret',
  isEncryptionAvailable: () => safeStorage.isAvailable,
  getSelectedStorageBackend: () => safeStorage.backend,
  encryptString: (text: string) => Buffer.from(text).reverse(),
  decryptString: (bytes: Buffer) => Buffer.from(bytes).reverse().toString(),
}

/** Answers every open dialog with these, after it was told how the dialog should be. */
export const fakeDialog = {
  chosen: [] as readonly string[],
  asked: [] as unknown[],
  showOpenDialog: async (options: unknown) => {
    fakeDialog.asked.push(options)
    return { canceled: fakeDialog.chosen.length === 0, filePaths: fakeDialog.chosen }
  },
}

export const fakeElectron = {
  dialog: fakeDialog,
  Notification: { isSupported: () => false },
  powerSaveBlocker: { start: vi.fn(), stop: vi.fn() },
  shell: { openExternal: vi.fn() },
  app: fakeApp,
  ipcMain: fakeIpc,
  safeStorage,
  protocol: { registerSchemesAsPrivileged: vi.fn() },
  BrowserWindow: { getAllWindows: () => [] },
}
