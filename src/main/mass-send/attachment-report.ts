/** Whether the files that rows choose for themselves are the right ones: missing, unused, used twice. */
import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { AttachmentReport, FileUse } from '../../shared/list-types.ts'
import type { AttachmentUse } from '../batch/planned-attachments.ts'

/** Enough to see what is wrong, few enough for a window. */
const MOST = 200

/** `folder` holds the files that rows choose from; others go with every row. */
export async function attachmentReport(
  uses: readonly AttachmentUse[],
  folder: string,
): Promise<AttachmentReport> {
  const own = uses.filter(({ path }) => path === '' || dirname(path) === folder)
  const used = own.filter(({ size }) => size !== null)
  const missing = own.filter(({ size }) => size === null)
  const shared = used.filter(({ rows }) => rows > 1)
  const names = new Set(used.map(({ path }) => basename(path)))
  const unused = (await readdir(folder)).filter((name) => !names.has(name)).sort()
  return {
    used: used.length,
    octets: used.reduce((sum, { size }) => sum + (size ?? 0), 0),
    missingFiles: missing.length,
    missingRows: missing.reduce((sum, { rows }) => sum + rows, 0),
    missing: missing.slice(0, MOST).map(fileUse),
    shared: shared.slice(0, MOST).map(fileUse),
    sharedFiles: shared.length,
    unused: unused.slice(0, MOST),
    unusedFiles: unused.length,
  }
}

function fileUse({ path, rows, firstRows }: AttachmentUse): FileUse {
  return { file: basename(path), rows, firstRows }
}
