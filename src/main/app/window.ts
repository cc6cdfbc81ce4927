/** The app's window: sandboxed, where it was last, its progress on the dock or taskbar. */
import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron'
import Store from 'electron-store'
import type { BatchEvent } from '../../shared/batch-types.ts'
import { APP_ORIGIN } from './protocol.ts'

interface WindowState {
  readonly bounds?: Rectangle
  readonly isMaximized?: boolean
}

/** The smallest size that everything fits in. */
const SMALLEST = { minWidth: 1024, minHeight: 700 }

export function openWindow(dataDir: string, preload: string): BrowserWindow {
  const store = new Store<WindowState>({ cwd: dataDir, name: 'window' })
  const bounds = store.get('bounds')
  const window = new BrowserWindow({
    ...SMALLEST,
    ...(bounds !== undefined && isOnScreen(bounds) ? bounds : { width: 1280, height: 860 }),
    show: false,
    title: 'Mailwright',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (store.get('isMaximized') === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    store.set('bounds', window.getNormalBounds())
    store.set('isMaximized', window.isMaximized())
  })
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}

/** How much of the batch is done; nothing while none runs. */
export function showProgress(window: BrowserWindow, { state, totals }: BatchEvent): void {
  const done = totals.rows - totals.pending
  window.setProgressBar(state === 'running' && totals.rows > 0 ? done / totals.rows : -1)
}

/** A screen may have been unplugged since. */
function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds)
  return (
    bounds.x < workArea.x + workArea.width &&
    bounds.y < workArea.y + workArea.height &&
    bounds.x + bounds.width > workArea.x &&
    bounds.y + bounds.height > workArea.y
  )
}
