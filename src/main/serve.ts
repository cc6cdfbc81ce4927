/** The browser shell's entry: wiring only. */
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppEvent } from '../shared/ipc-contract.ts'
import { openApp } from './app-root.ts'
import type { Core } from './composition-root.ts'
import type { Shell } from './ipc/app-context.ts'
import { SocketTransport } from './ipc/web-socket.ts'
import { AppFiles } from './web/app-files.ts'
import { WebServer } from './web/web-server.ts'

export interface Served {
  /** To open in a browser; holds the key. */
  readonly address: string
  /** Finishes the transactions in flight. */
  close(): Promise<void>
}

/** The built renderer lies beside the built main; from source it must have been built before. */
const RENDERER = extname(import.meta.url) === '.ts' ? '../../out/renderer' : '../renderer'

export async function serve(
  core: Core,
  port: number,
  given: Pick<Shell, 'secrets' | 'openExternal'>,
): Promise<Served> {
  const shell: Shell = {
    ...given,
    kind: 'browser',
    saveFile: async ({ token }) => ({ kind: 'download', url: `/files/${token}` }),
  }
  // Events may come before there is a window to tell.
  let transport: SocketTransport | undefined
  const app = openApp(core, shell, (event: AppEvent) => transport?.tell(event))
  transport = new SocketTransport(app.router)
  const root = fileURLToPath(new URL(RENDERER, import.meta.url))
  const server = new WebServer({ app: new AppFiles(root, app.pages), files: app.files, transport })
  try {
    const address = await server.start(port)
    return {
      address,
      close: async () => {
        await server.stop()
        await app.close()
      },
    }
  } catch (error) {
    await app.close()
    throw error
  }
}
