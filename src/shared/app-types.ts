/** What the window knows of the program around it, and what a person sets up. */
import type { ErrorData } from './error-data.ts'
import type { ErrorCode } from './errors.ts'
import type { Settings } from './settings-types.ts'

export type ShellKind = 'desktop' | 'browser'

/** What a path in the settings leads to: a PEM file, a folder, an ES module. */
export const PATH_KINDS = ['pem', 'folder', 'module'] as const
export type PathKind = (typeof PATH_KINDS)[number]

export interface AppInfo {
  readonly version: string
  readonly shell: ShellKind
  readonly platform: string
  /** Whether passwords survive the end of the program; where they do not, they are kept for this run only. */
  readonly keepsPasswords: boolean
  /** Whether paths in the settings can be chosen in a dialog; otherwise they are typed. */
  readonly choosesPaths: boolean
  /** What the user should know about how the program started. */
  readonly notices: readonly string[]
}

/** What a profile that signs with DKIM has for it. */
export interface DkimInfo {
  /** Whether the app keeps a key for the profile. */
  readonly hasKey: boolean
  /** The TXT record to publish; null where there is no key that could be used. */
  readonly record: { readonly name: string; readonly value: string } | null
  /** Why there is none. */
  readonly problem: string | null
}

/** Where mail of a profile goes, for the badge in the frame. */
export interface ProfileInfo {
  readonly name: string
  readonly backend: string
  readonly isDefault: boolean
  readonly leavesThisComputer: boolean
  /** In words. */
  readonly destination: string
  readonly from: string
  readonly hasPassword: boolean
  /** Null: its messages are not signed. */
  readonly dkim: DkimInfo | null
  /** What its batches keep to where they say nothing else. */
  readonly limits: { readonly rate: string | null; readonly connections: number }
}

export interface SettingsView {
  readonly settings: Settings
  readonly profiles: readonly ProfileInfo[]
  readonly presets: readonly {
    readonly name: string
    readonly host: string
    readonly port: number
    readonly tls: string
  }[]
}

export interface VerifyStep {
  readonly step: 'dns' | 'tcp' | 'tls' | 'greeting' | 'login' | 'open'
  readonly ok: boolean
  /** English, with what was found and the next step. */
  readonly text: string
  /** What it failed of. */
  readonly code: ErrorCode | null
}

/** Progress of a call that takes a while; `job` is the name the caller gave it. */
export interface JobProgress {
  readonly job: string
  readonly done: number
  /** Null where nobody knows. */
  readonly total: number | null
  readonly step: VerifyStep | null
}

export interface Contact {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly note: string
}

export interface ContactGroup {
  readonly id: string
  readonly name: string
  readonly members: readonly string[]
}

export interface TemplateSummary {
  readonly id: string
  readonly name: string
  readonly subject: string
  readonly savedAt: number
}

export type MenuCommand =
  | 'new-message'
  | 'open-palette'
  | 'open-settings'
  | 'open-help'
  | 'send'
  | 'print'
  | 'show-mass-send'
  | 'show-outbox'

export type WireResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData }
