/** The folder a file backend writes to: made, checked, and blamed in plain words. */
import { access, constants, mkdir } from 'node:fs/promises'
import { SessionError } from './session-error.ts'

/** Only the owner may read what goes into somebody's mailbox. */
export const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700

/** Rejects with a SessionError when `dir` is a file, cannot be made or cannot be written to. */
export async function prepareFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: PRIVATE_FOLDER })
    await access(dir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw notWritable(dir, error)
  }
}

/** The message that could not be written does not exist: nothing of it is left in the folder. */
export function notWritable(dir: string, cause: unknown): SessionError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return new SessionError('output-not-writable', `${sentence(dir, code, cause)}`, {
    // Room can be made on a full disk; a wrong folder stays wrong.
    transient: code === 'ENOSPC' || code === 'EDQUOT',
    place: { field: 'dir', file: dir },
    cause,
  })
}

function sentence(dir: string, code: string, cause: unknown): string {
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `The file backend cannot use ${dir}, because it or a part of it is a file: choose a folder.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The file backend may not write to ${dir}: change its permissions or choose another folder.`
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk with ${dir} is full: make room, then send again.`
    default:
      return `The file backend cannot write to ${dir} (${code || String(cause)}).`
  }
}
