import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The path of the built command line. Throws when it is older than its sources: a test of it would say nothing. */
export function builtCli(): string {
  const path = join(ROOT, 'out', 'main', 'cli.js')
  const built = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const newer = ['main', 'shared'].flatMap((room) => newerFiles(join(ROOT, 'src', room), built))
  if (newer.length > 0) throw new Error(`${newer[0]} is newer than ${path}: run "npm run build" first.`)
  return path
}

function newerFiles(folder: string, than: number): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).mtimeMs > than)
}
