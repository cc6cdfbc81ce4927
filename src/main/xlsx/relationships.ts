/** Which parts of a workbook belong to which (ECMA-376 part 2). */
import { posix } from 'node:path'
import { LARGEST_PART } from './limits.ts'
import { readXml } from './xml.ts'
import type { ZipParts } from './zip.ts'

export interface Relationship {
  readonly id: string
  /** The last word of its type, which the strict and the transitional form of the standard share. */
  readonly kind: string
  /** Name of the part, without a leading slash. */
  readonly target: string
}

/** Of a part, or of the package for the empty name; none where no such list is. */
export async function readRelationships(
  parts: ZipParts,
  file: string,
  part: string,
): Promise<readonly Relationship[]> {
  const folder = posix.dirname(`/${part}`)
  const list = posix.join(folder, '_rels', `${posix.basename(part)}.rels`).slice(1)
  if (!parts.has(list)) return []
  const found: Relationship[] = []
  await readXml(parts.read(list, LARGEST_PART), file, list, {
    open: (name, { Id: id, Type: type, Target: target, TargetMode: mode }) => {
      if (name !== 'Relationship' || mode === 'External') return
      if (id === undefined || type === undefined || target === undefined) return
      const kind = type.slice(type.lastIndexOf('/') + 1)
      found.push({ id, kind, target: posix.resolve(folder, target).slice(1) })
    },
    close: () => undefined,
    text: () => undefined,
  })
  return found
}
