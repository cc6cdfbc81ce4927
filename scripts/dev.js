// `npm run dev`: the app with hot reload, on the desktop where Electron is there, in a browser elsewhere.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import react from '@vitejs/plugin-react'
import { createServer } from 'vite'
import { findElectron } from './electron-path.js'

if (findElectron())
  spawn('electron-vite', ['dev'], { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1))
else await serveInBrowser()

/** The built main process behind Vite's server: a change of the window shows at once, one of main after a build. */
async function serveInBrowser() {
  const main = spawn(process.execPath, ['out/main/cli.js', 'serve', '--no-open', '--data', 'dev-data'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.on('exit', () => main.kill())
  const address = await new Promise((resolve) => {
    createInterface({ input: main.stdout }).on('line', (line) => {
      const found = /http\S+/.exec(line)?.[0]
      if (found) resolve(new URL(found))
    })
  })
  const entered = await fetch(address, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  // The main process lets in its own origin only; this server stands in for it.
  const headers = { cookie, origin: address.origin }
  const toMain = { target: address.origin, changeOrigin: true, rewriteWsOrigin: true, headers }
  const server = await createServer({
    configFile: false,
    root: 'src/renderer',
    plugins: [react()],
    server: {
      host: '127.0.0.1',
      proxy: { '/socket': { ...toMain, ws: true }, '/page': toMain, '/files': toMain },
    },
  })
  await server.listen()
  server.printUrls()
}
