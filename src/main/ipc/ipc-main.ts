/** Electron's transport, and the only file that may touch `ipcMain`: the sender is checked here, once. */
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { WireResult } from '../../shared/app-types.ts'
import type { AppEvent } from '../../shared/ipc-contract.ts'
import type { Router } from './router.ts'

const CALL = 'mailwright:call'
const EVENT = 'mailwright:event'

/** `isOwn` tells the app's own pages from all others by their address. */
export function serveIpc(router: Router, isOwn: (url: string) => boolean): void {
  ipcMain.handle(CALL, (event, name: unknown, args: unknown): Promise<WireResult<unknown>> => {
    return isTrusted(event, isOwn) ? router.call(name, args) : Promise.resolve(FORBIDDEN)
  })
}

export function tellWindows(event: AppEvent): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(EVENT, event)
}

/** Only the top frame: a message's page sits in a frame inside it. */
function isTrusted({ senderFrame }: IpcMainInvokeEvent, isOwn: (url: string) => boolean): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwn(senderFrame.url)
}

const FORBIDDEN: WireResult<never> = {
  ok: false,
  error: { kind: 'input', code: 'forbidden', message: 'Only the app itself may ask for this.', place: {} },
}
