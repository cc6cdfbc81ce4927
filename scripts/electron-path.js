// Where Electron's program is, if it is here at all.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ELECTRON_PACKAGE = join('node_modules', 'electron')

/** The path of the program, or undefined. */
export function findElectron() {
  const named = join(ELECTRON_PACKAGE, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8') : 'electron'
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(ELECTRON_PACKAGE, 'dist'), name)
  return existsSync(path) ? path : undefined
}
