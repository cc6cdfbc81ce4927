/** The desktop shell's entry: wiring only. */
import { join } from 'node:path'
import { app, type BrowserWindow, session } from 'electron'
import type { BatchEvent } from '../shared/batch-types.ts'
import type { AppEvent } from '../shared/ipc-contract.ts'
import { desktopShell, keepAwake, notifyEnd } from './app/desktop-shell.ts'
import { setMenu } from './app/menu.ts'
import { isAppUrl, registerScheme, serveApp } from './app/protocol.ts'
import { openSecretStore } from './app/secret-store.ts'
import { lockSession, refuseNavigation } from './app/security.ts'
import { openWindow, showProgress } from './app/window.ts'
import { openApp } from './app-root.ts'
import { draftOfMailto } from './compose/mailto.ts'
import { openCore } from './composition-root.ts'
import { serveIpc, tellWindows } from './ipc/ipc-main.ts'
import { AppFiles } from './web/app-files.ts'

let window: BrowserWindow | undefined
const running = new Set<string>()

// Two programs on one journal are safe, but nobody wants two windows that each know half.
if (app.requestSingleInstanceLock()) void start()
else app.quit()

async function start(): Promise<void> {
  // The data folder is named after it, and all shells share that.
  app.setName('Mailwright')
  registerScheme()
  refuseNavigation()
  app.setAsDefaultProtocolClient('mailto')
  app.on('second-instance', (_event, argv) => {
    show()
    openLinks(argv)
  })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    openLinks([url])
  })
  await app.whenReady()
  const dataDir = app.getPath('userData')
  const { stdout, stderr } = process
  const secrets = openSecretStore(dataDir)
  const env = process.env
  const core = await openCore({ dataDir, env, stdout, stderr, keepAwake, secrets, attended: true })
  const opened = openApp(core, desktopShell(secrets), tell)
  lockSession(session.defaultSession)
  serveApp(session.defaultSession, new AppFiles(join(import.meta.dirname, '../renderer'), opened.pages))
  serveIpc(opened.router, isAppUrl)
  setMenu((command) => tell({ name: 'command', data: command }))
  window = openWindow(dataDir, join(import.meta.dirname, '../preload/index.cjs'))
  window.webContents.once('did-finish-load', () => openLinks(process.argv))
  closeInOrder(opened.close)
}

function tell(event: AppEvent): void {
  tellWindows(event)
  if (event.name === 'batch') onBatch(event.data)
}

function onBatch(event: BatchEvent): void {
  if (window && !window.isDestroyed()) showProgress(window, event)
  if (event.state === 'running') running.add(event.batchId)
  else if (running.delete(event.batchId)) notifyEnd(event)
}

function show(): void {
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

function openLinks(texts: readonly string[]): void {
  for (const text of texts) {
    const draft = draftOfMailto(text)
    if (draft) tell({ name: 'compose', data: draft })
  }
}

/** Quitting waits for the transactions in flight: whatever has no answer then would be uncertain. */
function closeInOrder(close: () => Promise<void>): void {
  let isClosed = false
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    isClosed = true
    void close().finally(() => app.quit())
  })
}
