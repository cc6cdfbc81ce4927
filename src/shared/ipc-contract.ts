/**
 * Everything a window may ask of main, and everything main tells a window. Both transports (Electron's IPC,
 * the browser shell's WebSocket), the validation and the renderer's client are derived from these two maps.
 */
import type {
  AppInfo,
  Contact,
  ContactGroup,
  JobProgress,
  MenuCommand,
  PathKind,
  SettingsView,
  TemplateSummary,
  VerifyStep,
  WireResult,
} from './app-types.ts'
import type { BatchEvent, BatchRow, RowState } from './batch-types.ts'
import type {
  DraftContent,
  DraftSummary,
  DraftVersion,
  FileInfo,
  FileToken,
  ShownImage,
  StoredDraft,
} from './draft-types.ts'
import type {
  BatchDetails,
  BatchSummaryInfo,
  CheckReport,
  ListInfo,
  ListOptions,
  ListPage,
  ListQuery,
  MassSend,
  MeasuredSpeed,
  RehearsalResult,
  RowPreview,
} from './list-types.ts'
import type { RecipientResult, SendResult } from './mail-types.ts'
import type {
  OutboxGroup,
  OutboxGroupInfo,
  OutboxMessage,
  OutboxPage,
  SandboxStatus,
} from './outbox-types.ts'
import type { Preferences, ProfileSettings, Settings } from './settings-types.ts'
import type { SuppressedRecipient, SuppressionEntry } from './suppression-types.ts'
import type { MessageView } from './view-types.ts'

/** Name of a job, chosen by the caller: progress events bear it, and `jobs.cancel` ends it. */
export type JobName = string

export interface InvokeMap {
  'app.info': () => AppInfo
  /** http, https or mailto only; the user has seen the whole target. */
  'app.openExternal': (target: string) => void
  'app.help': (page: string) => { readonly title: string; readonly markdown: string }
  'jobs.cancel': (job: JobName) => void

  /** A file comes in pieces of at most 1 MiB, in order; `finish` hashes it and gives it a token. */
  'files.begin': (file: { readonly name: string; readonly mimetype: string; readonly size: number }) => string
  'files.append': (upload: string, piece: Uint8Array) => void
  'files.finish': (upload: string) => FileInfo
  'files.abort': (upload: string) => void
  /** Sample files by name, as if the user had chosen them. */
  'files.sample': (name: 'customers' | 'sample' | 'logo' | 'guide') => FileInfo
  /** A picture for the editor; null for what is no picture, or too large to be shown there. */
  'files.image': (token: FileToken) => ShownImage | null
  /** Lets the user keep a file: a dialog on the desktop, a download in a browser. */
  'files.save': (token: FileToken) => {
    readonly kind: 'saved' | 'cancelled' | 'download'
    readonly url: string
  }

  'settings.get': () => SettingsView
  'settings.save': (settings: Settings) => SettingsView
  'settings.savePreferences': (preferences: Preferences) => SettingsView
  /** Null forgets it. Passwords go in, never out. */
  'settings.setPassword': (profile: string, password: string | null) => SettingsView
  /** Refuses a key that cannot be used; keeps nothing. */
  'settings.checkDkimKey': (key: string) => void
  /** A private key in PEM; null forgets it. Keys go in, never out. */
  'settings.setDkimKey': (profile: string, key: string | null) => SettingsView
  /** Asks the user for a path to put into the settings; null: cancelled. Refused where `choosesPaths` is false. */
  'settings.choosePath': (kind: PathKind) => string | null
  /** DNS, TCP, TLS, login; nothing is sent. Steps come as progress of the job as well. */
  'settings.verify': (
    job: JobName,
    name: string,
    profile: ProfileSettings,
    password: string | null,
  ) => readonly VerifyStep[]
  'settings.testMail': (profile: string, to: readonly string[]) => SendResult
  'settings.export': () => FileInfo
  'settings.import': (token: FileToken) => SettingsView

  /** The bytes that would leave, taken apart again. */
  'compose.preview': (content: DraftContent) => MessageView
  /** Those of its recipients who are on the suppression list, and the message without them. */
  'compose.suppressed': (content: DraftContent) => {
    readonly recipients: readonly SuppressedRecipient[]
    readonly rest: DraftContent
  }
  /**
   * Sends now, or after the seconds of the undo setting; the id names the message in the outbox. Refused for
   * recipients on the suppression list, unless the user has said that they get it all the same.
   */
  'compose.send': (
    content: DraftContent,
    draftId: string | null,
    toSuppressed: boolean,
  ) => { readonly id: string; readonly sendsAt: number }
  /** True when it had not begun to leave. The draft is there again. */
  'compose.undo': (id: string) => boolean
  'compose.commandLine': (content: DraftContent) => string
  /** A `mailto:` link as a draft; null for what is none. */
  'compose.mailto': (link: string) => DraftContent | null
  'compose.importEml': (token: FileToken) => DraftContent
  /** To look at, whatever is in it; nothing of it goes into a draft. */
  'compose.viewEml': (token: FileToken) => MessageView
  'compose.exportEml': (content: DraftContent) => FileInfo
  /** One mail for each recipient in To, Cc and Bcc, as a batch that is ready to start. */
  'compose.spread': (content: DraftContent) => { readonly batchId: string }

  'drafts.list': () => readonly DraftSummary[]
  'drafts.get': (id: string) => StoredDraft
  /** Appends a version; a null id makes a new draft. The same content again appends nothing. */
  'drafts.save': (
    id: string | null,
    content: DraftContent,
  ) => { readonly id: string; readonly version: number; readonly savedAt: number }
  'drafts.versions': (id: string) => readonly DraftVersion[]
  'drafts.version': (id: string, version: number) => StoredDraft
  'drafts.remove': (id: string) => void

  'templates.list': () => readonly TemplateSummary[]
  'templates.get': (id: string) => { readonly summary: TemplateSummary; readonly content: DraftContent }
  'templates.save': (id: string | null, name: string, content: DraftContent) => TemplateSummary
  'templates.remove': (id: string) => void

  'contacts.list': (search: string) => readonly Contact[]
  'contacts.save': (contact: Contact) => Contact
  'contacts.remove': (ids: readonly string[]) => void
  /** Columns `name` and `address` or `email`. */
  'contacts.import': (token: FileToken) => {
    readonly added: number
    readonly known: number
    readonly refused: number
  }
  'contacts.export': () => FileInfo
  'contacts.groups': () => readonly ContactGroup[]
  'contacts.saveGroup': (group: ContactGroup) => ContactGroup
  'contacts.removeGroup': (id: string) => void
  /** Mailboxes and groups that a few typed letters may mean, at most 10. */
  'contacts.suggest': (typed: string) => readonly string[]

  'suppression.list': (
    search: string,
    offset: number,
    limit: number,
  ) => { readonly total: number; readonly entries: readonly SuppressionEntry[] }
  'suppression.add': (addresses: readonly string[], reason: string | null) => number
  'suppression.remove': (addresses: readonly string[]) => number
  'suppression.import': (token: FileToken) => {
    readonly added: number
    readonly known: number
    readonly refused: number
  }
  'suppression.export': () => FileInfo

  /** Reads the whole file (CSV or xlsx) into a list that pages can be asked of. */
  'lists.open': (job: JobName, token: FileToken, options: ListOptions) => ListInfo
  'lists.page': (list: string, query: ListQuery) => ListPage
  'lists.close': (list: string) => void

  'mass.load': () => MassSend
  'mass.save': (mass: MassSend) => void
  'mass.previewRow': (mass: MassSend, list: string, row: number) => RowPreview
  /** Renders every row to its last byte. */
  'mass.check': (job: JobName, mass: MassSend, list: string) => CheckReport
  'mass.testSend': (mass: MassSend, list: string, row: number, to: readonly string[]) => SendResult
  /** The whole batch into the sandbox, at the real rate. */
  'mass.rehearse': (job: JobName, mass: MassSend, list: string) => { readonly batchId: string }
  /** Freezes everything into a batch and starts it. */
  'mass.start': (job: JobName, mass: MassSend, list: string) => { readonly batchId: string }

  'batches.list': () => readonly BatchSummaryInfo[]
  'batches.get': (batchId: string) => BatchDetails
  'batches.rows': (
    batchId: string,
    query: {
      readonly states: readonly RowState[] | null
      readonly search: string
      readonly offset: number
      readonly limit: number
    },
  ) => { readonly total: number; readonly rows: readonly BatchRow[] }
  /** Null while nothing was sent through the profile without a limit. Null for the profile: the default one. */
  'batches.speed': (profile: string | null) => MeasuredSpeed | null
  /** Null for a batch that is none, or is not over. */
  'batches.rehearsal': (batchId: string) => RehearsalResult | null
  'batches.start': (batchId: string) => void
  'batches.pause': (batchId: string) => void
  'batches.cancel': (batchId: string) => void
  'batches.setRate': (batchId: string, rate: string | null) => void
  'batches.setConnections': (batchId: string, connections: number) => void
  /** Until when rows may be started; only while the batch does not run. */
  'batches.setNotAfter': (batchId: string, notAfter: number | null) => void
  'batches.resolve': (batchId: string, decision: 'resend' | 'sent', rows: readonly number[] | null) => number
  'batches.retryFailed': (batchId: string, rows: readonly number[] | null) => number
  'batches.export': (batchId: string, only: 'all' | 'failed') => FileInfo

  'outbox.groups': () => readonly OutboxGroupInfo[]
  'outbox.list': (group: OutboxGroup, search: string, offset: number, limit: number) => OutboxPage
  'outbox.message': (id: string) => OutboxMessage
  /** The recipients that were put off, again, as the same message. */
  'outbox.retry': (id: string) => { readonly recipients: readonly RecipientResult[] }
  'outbox.resolve': (id: string, decision: 'resend' | 'sent') => void
  /** The draft it was sent from, where that is still there. */
  'outbox.edit': (id: string) => { readonly content: DraftContent; readonly draftId: string | null }
  'outbox.remove': (ids: readonly string[]) => void
  'outbox.eml': (id: string) => FileInfo
  'outbox.part': (id: string, path: string) => FileInfo
  'sandbox.status': () => SandboxStatus
  /** Null stops listening for other programs. */
  'sandbox.listen': (port: number | null) => SandboxStatus
}

export interface EventMap {
  batch: BatchEvent
  progress: JobProgress
  /** The single message with this id has another state. */
  outbox: { readonly id: string }
  /** The sandbox caught something, or was emptied. */
  sandbox: { readonly messages: number }
  settings: SettingsView
  command: MenuCommand
  /** A `mailto:` link was opened. */
  compose: DraftContent
  /** The browser shell's socket was lost, or is there again: ask for what may have been missed. */
  connection: { readonly isOpen: boolean }
  notice: { readonly kind: 'info' | 'warning' | 'error'; readonly message: string }
}

export type InvokeName = keyof InvokeMap
export type EventName = keyof EventMap
export type InvokeArgs<K extends InvokeName> = Parameters<InvokeMap[K]>
export type InvokeResult<K extends InvokeName> = ReturnType<InvokeMap[K]>

export type AppEvent = {
  readonly [K in EventName]: { readonly name: K; readonly data: EventMap[K] }
}[EventName]

/** What the preload script, or the browser's socket, puts at the renderer's disposal. */
export interface Bridge {
  /** Never rejects for a refusal: errors do not survive the way from main to a window, plain data does. */
  readonly invoke: <K extends InvokeName>(
    name: K,
    ...args: InvokeArgs<K>
  ) => Promise<WireResult<InvokeResult<K>>>
  /** Returns the function that ends listening. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void
}
