/** Electron's transport, and the only file that may touch `ipcMain`: the sender is checked here, once. */
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { WireResult } from '../../shared/app-types.ts'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/ipc-channels.ts'
import type { AppEvent } from '../../shared/ipc-contract.ts'
import type { Router } from './router.ts'

/** `isOwn` tells the app's own pages from all others by their address. */
export function serveIpc(router: Router, isOwn: (url: string) => boolean): void {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, args: unknown): Promise<WireResult<unknown>> => {
    return isTrusted(event, isOwn) ? router.call(name, args) : Promise.resolve(FORBIDDEN)
  })
}

export function tellWindows(event: AppEvent): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(EVENT_CHANNEL, event)
}

/** Only the top frame: a message's page sits in a frame inside it. */
function isTrusted({ senderFrame }: IpcMainInvokeEvent, isOwn: (url: string) => boolean): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwn(senderFrame.url)
}

const FORBIDDEN: WireResult<never> = {
  ok: false,
  error: { kind: 'input', code: 'forbidden', message: 'Only the app itself may ask for this.', place: {} },
}
