/** The only file that may touch `ipcRenderer`: calls and events by the contract's names. */
import { type IpcRendererEvent, ipcRenderer } from 'electron'
import type { AppEvent, Bridge } from '../shared/ipc-contract.ts'

/** One channel each way; main checks names, arguments and sender. */
const CALL = 'mailwright:call'
const EVENT = 'mailwright:event'

export const ipcBridge = {
  invoke: (name, ...args) => ipcRenderer.invoke(CALL, name, args),
  onEvent: (listener) => {
    const onEvent = (_: IpcRendererEvent, event: AppEvent): void => listener(event)
    ipcRenderer.on(EVENT, onEvent)
    return () => {
      ipcRenderer.off(EVENT, onEvent)
    }
  },
} satisfies Bridge
