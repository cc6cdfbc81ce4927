/** The one folder the bench writes to, removed when the process ends, in whatever way it is asked to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailwright-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
