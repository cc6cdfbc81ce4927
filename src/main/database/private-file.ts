/** Files that only their owner may read: recipients and their data are nobody else's business. */
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Creates the file, and its folder, when it does not exist. Never opens one that does: see below. */
export function createPrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    // Closing any descriptor of a file drops every POSIX lock this process has on it
    // (https://sqlite.org/howtocorrupt.html, section 2.2), so only a file made just now may be opened here.
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** Takes the permissions of others away; SQLite gives its side files those of the main file. */
export function makePrivate(path: string): void {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
}
