/** The backend that writes messages to a folder: one `.eml` each, or one log per backend. */
import type { Backend } from './backend.ts'
import { emlFolder } from './eml-folder.ts'
import { mailLog } from './mail-log.ts'
import { SequentialBackend } from './sequential.ts'

export interface FileOptions {
  /** Created when it does not exist. */
  readonly dir: string
  /** `eml`: one file per message; `log`: all messages of one backend in one file, as Django keeps them. */
  readonly format: 'eml' | 'log'
  /** Milliseconds since 1970; gives the files their names. */
  readonly now: () => number
}

export function fileBackend({ dir, format, now }: FileOptions): Backend {
  return new SequentialBackend('file', format === 'eml' ? emlFolder(dir, now) : mailLog(dir, now))
}
