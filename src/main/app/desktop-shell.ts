/** What only the desktop can do: dialogs, the system's browser, its key store, keeping the computer awake. */
import { copyFile } from 'node:fs/promises'
import { dialog, Notification, type OpenDialogOptions, powerSaveBlocker, shell } from 'electron'
import type { PathKind } from '../../shared/app-types.ts'
import type { BatchEvent } from '../../shared/batch-types.ts'
import type { KeepAwake } from '../batch/ports.ts'
import type { SecretStore, Shell } from '../ipc/app-context.ts'

const ANY_FILE = { name: '*', extensions: ['*'] }

const PATH_DIALOGS: Readonly<Record<PathKind, OpenDialogOptions>> = {
  pem: {
    properties: ['openFile'],
    filters: [{ name: 'PEM', extensions: ['pem', 'crt', 'cer', 'key'] }, ANY_FILE],
  },
  folder: { properties: ['openDirectory', 'createDirectory'] },
  module: { properties: ['openFile'], filters: [{ name: 'ES module', extensions: ['mjs', 'js'] }] },
}

export function desktopShell(secrets: SecretStore): Shell {
  return {
    kind: 'desktop',
    openExternal: (target) => shell.openExternal(target),
    saveFile: async ({ name }, path) => {
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: name })
      if (canceled || filePath === '') return { kind: 'cancelled', url: '' }
      await copyFile(path, filePath)
      return { kind: 'saved', url: '' }
    },
    secrets,
    choosePath: async (kind) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(PATH_DIALOGS[kind])
      return canceled ? null : (filePaths[0] ?? null)
    },
  }
}

export const keepAwake: KeepAwake = {
  hold: () => {
    const blocker = powerSaveBlocker.start('prevent-app-suspension')
    return () => {
      powerSaveBlocker.stop(blocker)
    }
  },
}

/** Says that a batch has come to an end, to whoever looks elsewhere. */
export function notifyEnd({ state, reason, totals }: BatchEvent): void {
  if (!Notification.isSupported()) return
  const body = reason ?? `${totals.accepted} of ${totals.rows} accepted, ${totals.failed} failed.`
  new Notification({ title: `Mailwright: batch ${state}`, body }).show()
}
