/** What can go wrong with the journal's file, and with steps out of order, as errors with stable codes. */
import {
  EnvironmentError,
  type ErrorCode,
  type ErrorPlace,
  InputError,
  MailwrightError,
} from '../../shared/errors.ts'
import { DamagedValue } from './columns.ts'

/** A row or a batch is not in the state that the step needs. Nothing was changed. */
export class StateConflictError extends EnvironmentError {
  constructor(message: string, place: ErrorPlace = {}) {
    super('state-conflict', message, place)
  }
}

export function unknownBatch(batchId: string, file: string): InputError {
  return new InputError('unknown-batch', `There is no batch ${batchId} in the journal ${file}.`, { file })
}

export function closedError(file: string): EnvironmentError {
  return new EnvironmentError('journal-closed', `The journal ${file} is closed: open it again to go on.`, {
    file,
  })
}

/** Values of one batch or row that the journal never writes. */
export function damaged(what: string, file: string, place: ErrorPlace, cause: unknown): EnvironmentError {
  const message = `${what} cannot be read: the journal ${file} is damaged. Restore it from a copy.`
  return new EnvironmentError('journal-corrupt', message, { ...place, file }, { cause })
}

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const SQLITE = {
  busy: 5,
  locked: 6,
  readonly: 8,
  corrupt: 11,
  full: 13,
  constraint: 19,
  mismatch: 20,
  notADb: 26,
}

const CODES: ReadonlyMap<number | string, ErrorCode> = new Map<number | string, ErrorCode>([
  [SQLITE.busy, 'journal-busy'],
  [SQLITE.locked, 'journal-busy'],
  [SQLITE.readonly, 'journal-readonly'],
  [SQLITE.corrupt, 'journal-corrupt'],
  [SQLITE.notADb, 'journal-corrupt'],
  [SQLITE.full, 'journal-full'],
  ['EACCES', 'journal-readonly'],
  ['EPERM', 'journal-readonly'],
  ['EROFS', 'journal-readonly'],
  ['ENOSPC', 'journal-full'],
  ['EDQUOT', 'journal-full'],
])

/** The failure as an EnvironmentError that names the file; one that is a MailwrightError already stays. */
export function journalError(error: unknown, file: string): MailwrightError {
  if (error instanceof MailwrightError) return error
  const code = codeOf(error)
  return new EnvironmentError(code, sentence(code, file, error), { file }, { cause: error })
}

/** The failing statement alone is undone, if there was one at all: the transaction around it can go on. */
export function undoneAlone(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === undefined || code === SQLITE.constraint || code === SQLITE.mismatch
}

export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === SQLITE.busy
}

/** A crash left a change half done, and only a writer may undo it (SQLITE_READONLY_ROLLBACK). */
export function needsRollback(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 776
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof DamagedValue) return 'journal-corrupt'
  const system = error instanceof Error && 'code' in error ? String(error.code) : ''
  return CODES.get(sqliteCode(error) ?? system) ?? 'journal-failed'
}

function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined
  // The extended code carries the primary one in its low byte.
  return error.errcode & 0xff
}

function sentence(code: ErrorCode, file: string, error: unknown): string {
  switch (code) {
    case 'journal-busy':
      return `The journal ${file} is held by another program that does not let go: close that program and try again.`
    case 'journal-readonly':
      return `The journal ${file} cannot be written: check the permissions of the file and of its folder.`
    case 'journal-corrupt':
      return `The journal ${file} is damaged: put it aside, or restore it from a copy.`
    case 'journal-full':
      return `The disk with the journal ${file} is full: free some space and try again.`
    default:
      return `The journal ${file} cannot be used: ${error instanceof Error ? error.message : String(error)}.`
  }
}
