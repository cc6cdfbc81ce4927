// `npm start`: the desktop app, or the same app in a browser where Electron's binary is not to be had.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join('node_modules', 'electron')
const electron = find() ?? fetchOnce()
if (electron === undefined) {
  process.stdout.write(
    'Electron is not installed and cannot be fetched: opening the app in a browser instead.\n',
  )
}
const [program, args] = electron ? [electron, ['.']] : [process.execPath, ['out/main/cli.js', 'serve']]
const app = spawn(program, [...args, ...process.argv.slice(2)], { stdio: 'inherit' })
app.on('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal))

/** The path of the program, where it is there. */
function find() {
  const named = join(folder, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8') : 'electron'
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
  return existsSync(path) ? path : undefined
}

/** Electron fetches its own binary; what it says about a failure helps nobody here. */
function fetchOnce() {
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: 300_000 })
  return find()
}
