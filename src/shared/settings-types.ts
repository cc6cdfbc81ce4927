/** What a user sets up once: backends by name, and the addresses mail comes from. */
import type { MimePolicy } from './mail-types.ts'

/** The backends that come with Mailwright; any other name is the path of a custom one. */
export const BUILT_IN_BACKENDS = ['sandbox', 'smtp', 'console', 'file', 'memory', 'dummy'] as const

/** The parts of a MimePolicy that differ from the usual. */
export type PolicySettings = { readonly [Rule in keyof MimePolicy]?: MimePolicy[Rule] | undefined }

/** How one way of sending is set up, and how the bytes of its messages may look. */
export interface ProfileSettings extends PolicySettings {
  /** One of BUILT_IN_BACKENDS, or the path of an ES module (`.mjs`, `.js`); in settings an absolute one. */
  readonly backend: string
  /** What the backend takes (see docs/backends.md). Never a secret. */
  readonly options: Readonly<Record<string, unknown>>
  /** Sender of messages that name none. */
  readonly from?: string | undefined
  readonly charset?: string | undefined
  /** Signs every message of this profile. */
  readonly dkim?: DkimSettings | undefined
  /** Limits of batches that name none, as in `30/min,1000/hour,10/min@gmail.com`. */
  readonly rate?: string | undefined
  /** Connections side by side of batches that name no number. */
  readonly connections?: number | undefined
}

export const MOST_CONNECTIONS = 20

/** Everything of a DKIM signature but its key, which is a secret. */
export interface DkimSettings {
  readonly domain: string
  readonly selector: string
  /** Absolute path of the key in PEM, for programs that keep no secrets; otherwise the key the app keeps. */
  readonly keyFile?: string | undefined
}

/** A profile with the name it is chosen by. */
export interface Profile extends ProfileSettings {
  readonly name: string
}

export interface Settings {
  readonly profiles: Readonly<Record<string, ProfileSettings>>
  /** Name of the profile used where a message or a batch names none. */
  readonly defaultProfile: string
  /** Sender of messages that name none (Django's DEFAULT_FROM_EMAIL). */
  readonly from: string
  /** Sender of mail to admins and managers (Django's SERVER_EMAIL). */
  readonly serverEmail: string
  readonly replyTo: readonly string[]
  /** Put before the subject of mail to admins and managers. */
  readonly subjectPrefix: string
  readonly charset: string
  readonly admins: readonly string[]
  readonly managers: readonly string[]
  /** The name this machine gives itself in EHLO; its own host name when absent. */
  readonly ehloName?: string | undefined
  /** How the window looks and behaves. */
  readonly preferences: Preferences
}

export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark'
  readonly language: 'system' | 'en' | 'ja'
  /** Seconds in which a message may be called back; 0: none. */
  readonly undoSeconds: number
  readonly tourDone: boolean
}

/** Option names that would put a secret into a plain file or a process list. */
export function isSecretName(name: string): boolean {
  return /^(pass|password|passwd|passphrase|secret|token|access[-_]?token|refresh[-_]?token|api[-_]?key)$/i.test(
    name,
  )
}
