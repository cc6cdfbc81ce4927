/** The only file that may touch `ipcRenderer`: calls and events by the contract's names. */
import { type IpcRendererEvent, ipcRenderer } from 'electron'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../shared/ipc-channels.ts'
import type { AppEvent, Bridge } from '../shared/ipc-contract.ts'

/** Main checks names, arguments and sender. */
export const ipcBridge = {
  invoke: (name, ...args) => ipcRenderer.invoke(CALL_CHANNEL, name, args),
  onEvent: (listener) => {
    const onEvent = (_: IpcRendererEvent, event: AppEvent): void => listener(event)
    ipcRenderer.on(EVENT_CHANNEL, onEvent)
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, onEvent)
    }
  },
} satisfies Bridge
