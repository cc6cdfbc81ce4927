// `npm start`: the desktop app, or the same app in a browser where Electron's binary is not to be had.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ELECTRON_PACKAGE, findElectron } from './electron-path.js'

const electron = findElectron() ?? fetchOnce()
if (electron === undefined) {
  process.stdout.write(
    'Electron is not installed and cannot be fetched: opening the app in a browser instead.\n',
  )
}
const [program, args] = electron ? [electron, ['.']] : [process.execPath, ['out/main/cli.js', 'serve']]
const app = spawn(program, [...args, ...process.argv.slice(2)], { stdio: 'inherit' })
app.on('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal))

/** Electron fetches its own binary; what it says about a failure helps nobody here. */
function fetchOnce() {
  spawnSync(process.execPath, [join(ELECTRON_PACKAGE, 'install.js')], { stdio: 'ignore', timeout: 300_000 })
  return findElectron()
}
