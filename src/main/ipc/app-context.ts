/** What the handlers of every feature work with; made once by src/main/app-root.ts. */
import type { PathKind, ShellKind } from '../../shared/app-types.ts'
import type { FileInfo, FileToken } from '../../shared/draft-types.ts'
import type { AppEvent } from '../../shared/ipc-contract.ts'
import type { Core } from '../composition-root.ts'
import type { Jobs } from './jobs.ts'

/** Files main holds for its windows, under names that tell nothing. Implemented by src/main/files. */
export interface FileStore {
  /** Keeps content under its hash; the name is cut to its last part and cleaned of what cannot be seen. */
  add(name: string, mimetype: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<FileInfo>
  /** Throws InputError `unknown-item`. */
  info(token: FileToken): FileInfo
  /** Never leaves main. Throws InputError `unknown-item`. */
  path(token: FileToken): string
}

/** Pages that show the HTML of messages, each for the frame of one preview. Implemented by src/main/inspect. */
export interface PreviewPages {
  /** Takes HTML that is safe already; returns the opaque name of its page. Old pages are forgotten. */
  publish(html: string): string
  page(name: string): string | undefined
}

/** One secret for each profile. */
export interface Secrets {
  get(profile: string): string | undefined
  /** Null forgets it. */
  set(profile: string, secret: string | null): void
}

/** Passwords by profile. On the desktop encrypted by the system, elsewhere in memory for this run. */
export interface SecretStore extends Secrets {
  /** Whether secrets survive the end of the program. */
  readonly keepsPasswords: boolean
  /** Private keys in PEM, kept like the passwords. */
  readonly dkimKeys: Secrets
}

/** What only a shell can do. */
export interface Shell {
  readonly kind: ShellKind
  openExternal(target: string): Promise<void>
  /** A dialog and a copy, or an address to download from. */
  saveFile(file: FileInfo, path: string): Promise<{ kind: 'saved' | 'cancelled' | 'download'; url: string }>
  readonly secrets: SecretStore
  /** A dialog for a path of the settings, null when it is cancelled; absent where the computer is another one. */
  readonly choosePath?: (kind: PathKind) => Promise<string | null>
}

export interface AppContext {
  readonly core: Core
  readonly shell: Shell
  readonly files: FileStore
  readonly pages: PreviewPages
  readonly jobs: Jobs
  /** Tells every window. */
  readonly emit: (event: AppEvent) => void
}
