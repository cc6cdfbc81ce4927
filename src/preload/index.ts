/** The bridge between the window and main: two named functions, nothing else of Electron gets through. */
import { contextBridge } from 'electron'
import { ipcBridge } from './ipc-renderer.ts'

contextBridge.exposeInMainWorld('mailwright', ipcBridge)
