/** The files rows may choose from, under their names in one folder that never changes once it is made. */
import { createHash, randomUUID } from 'node:crypto'
import { access, copyFile, link, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileToken } from '../../shared/draft-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { FileStore } from '../ipc/app-context.ts'

interface Named {
  readonly name: string
  /** Of content that never changes. */
  readonly path: string
}

/** Lies in the subfolder `mass-send`; the same files give the same folder. Throws InputError for a name given twice. */
export async function attachmentFolder(
  dataDir: string,
  files: FileStore,
  tokens: readonly FileToken[],
): Promise<string> {
  const named = tokens.map((token) => ({ name: files.info(token).name, path: files.path(token) }))
  refuseTwice(named)
  const key = JSON.stringify(named.map(({ name, path }) => [name, path]).toSorted())
  const parent = join(dataDir, 'mass-send')
  const folder = join(parent, createHash('sha256').update(key).digest('hex').slice(0, 32))
  if (await exists(folder)) return folder
  const beside = join(parent, `${randomUUID()}.tmp`)
  await mkdir(beside, { recursive: true, mode: 0o700 })
  try {
    for (const { name, path } of named) await place(path, join(beside, name))
    await rename(beside, folder)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    // Somebody else made it meanwhile.
    if (!(await exists(folder))) throw error
  }
  return folder
}

/** A second name for the same content costs nothing; where a disk has no such thing, a copy. */
async function place(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to))
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Names that differ in case only are one name on many disks. */
function refuseTwice(named: readonly Named[]): void {
  const seen = new Set<string>()
  for (const { name } of named) {
    const folded = name.normalize('NFC').toLowerCase()
    if (seen.has(folded))
      throw new InputError(
        'bad-argument',
        `Two of the files for the rows are called ${name}: remove or rename one of them.`,
        { field: 'attachmentFiles' },
      )
    seen.add(folded)
  }
}
