/** The wiring diagram as code: settings, journal, sandbox and backends, each opened when first needed. */
import { homedir, hostname } from 'node:os'
import { join, resolve } from 'node:path'
import type { MimeMessage, MimePolicy } from '../shared/mail-types.ts'
import { BUILT_IN_BACKENDS, type Profile, type Settings } from '../shared/settings-types.ts'
import type { BackendFactory } from './backends/backend.ts'
import type { ConsoleStream } from './backends/console.ts'
import { dkimSetup } from './backends/dkim-setup.ts'
import { findPreset } from './backends/presets.ts'
import { type BackendEnvironment, loadBackend } from './backends/registry.ts'
import { type BackendStep, verifyBackend } from './backends/verify.ts'
import type { BatchSettings } from './batch/frozen-batch.ts'
import type { Clock, FileReader, Ids, KeepAwake } from './batch/ports.ts'
import { EngineClient } from './engine-thread/engine-client.ts'
import type { EngineSecrets } from './engine-thread/protocol.ts'
import type { Journal } from './journal/journal.ts'
import { openJournal } from './journal/open-journal.ts'
import { type DkimSetup, DkimSigner } from './mail/dkim.ts'
import { asciiDomain } from './mail/domain.ts'
import { loadMessage } from './mail/load-message.ts'
import type { MessageDocument } from './mail/message-file.ts'
import { buildMime } from './mail/mime.ts'
import { stampOf } from './mail/stamp.ts'
import { diskFiles } from './platform/disk-files.ts'
import { randomIds } from './platform/random-ids.ts'
import { systemClock } from './platform/system-clock.ts'
import type { CaughtMessage } from './sandbox/inbox.ts'
import { SandboxServer } from './sandbox/smtp-server.ts'
import { defaultDataDir } from './settings/data-dir.ts'
import { adHocProfile, findProfile, mimePolicy } from './settings/profiles.ts'
import { loadSettings, readSettings, saveSettings } from './settings/store.ts'
import { SuppressionList } from './suppression/suppression-list.ts'

export interface CoreOptions {
  /** Where settings, journal and captured mail live; the app's data folder when absent. */
  readonly dataDir?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: ConsoleStream
  readonly stderr: ConsoleStream
  /** Where the shell can do that. */
  readonly keepAwake?: KeepAwake | undefined
  /** What the user told the app; comes before the environment. */
  readonly secrets?: SecretSource | undefined
  /** A person is watching: damaged settings are set aside with a notice instead of ending the run. */
  readonly attended: boolean
}

/** Passwords by the name of their profile, and the private keys of DKIM in PEM. */
export interface SecretSource {
  get(profile: string): string | undefined
  readonly dkimKeys: { get(profile: string): string | undefined }
}

/** What the user named on the spot: a profile of the settings, a backend, or neither for the default. */
export interface ProfileChoice {
  readonly backend?: string | undefined
  readonly profile?: string | undefined
  /** Options that come before those of the profile. */
  readonly options: Readonly<Record<string, unknown>>
}

/** A profile with everything that follows from it. */
export interface ResolvedProfile {
  readonly profile: Profile
  /** The choice in a form that means the same in a later run, from whatever folder. */
  readonly choice: BatchSettings['choice']
  readonly defaults: BatchSettings['defaults']
  readonly policy: MimePolicy
  /** The profile whose DKIM signs the messages; undefined: nobody's. */
  readonly signedBy: string | undefined
  /** What a batch keeps to where it says nothing else. */
  readonly limits: { readonly rate: string | null; readonly connections: number }
  /** Names what the provider counts together: limits of one account are shared by all its batches. */
  readonly account: string
  /** The backend asks for more of a message than its octets. */
  readonly needsMessages: boolean
  /** Mail sent this way does not stay on this computer. */
  readonly leavesThisComputer: boolean
  /** The mail server, in lower case, where the profile names one. */
  readonly host: string | undefined
  /** Where mail goes, in words. */
  readonly destination: string
  /** The folder that captures the messages, where one does. */
  readonly keptIn: string | null
}

export interface Core {
  readonly dataDir: string
  readonly hostName: string
  /** As they are now. */
  readonly settings: Settings
  /** Replaces them, on the disk and for everything that starts from now on. */
  saveSettings(settings: unknown): Promise<void>
  /** Another thread has replaced them. */
  reloadSettings(): void
  /** What the user should know about how this started. */
  readonly notices: readonly string[]
  readonly clock: Clock
  readonly ids: Ids
  readonly files: FileReader
  /** Opened at the first call, closed with the core. */
  journal(): Journal
  /** Kept in the journal, which this opens. */
  suppression(): SuppressionList
  /** The thread that sends batches; started at the first call, ended with the core. */
  engine(): EngineClient
  /** Finishes the transactions in flight and ends the thread, where there is one. */
  stopEngine(): Promise<void>
  resolveProfile(choice: ProfileChoice): ResolvedProfile
  connect(profile: Profile): Promise<BackendFactory>
  /**
   * What signs the messages of the profile by that name; null where the name is undefined. Rejects with an
   * InputError when it has no DKIM any more, or a key that cannot be used.
   */
  signing(profile: string | undefined): Promise<DkimSetup | null>
  /** Tries `password` where one is given, before it is stored. */
  verify(profile: Profile, password?: string): AsyncIterable<BackendStep>
  /** A sandbox of its own port; messages are kept in the data folder. */
  sandbox(port: number, onMessage: (message: CaughtMessage) => void): SandboxServer
  /** The bytes `document` becomes under a profile; `baseDir` is what attachment paths are relative to. */
  buildMessage(document: MessageDocument, baseDir: string, profile: ResolvedProfile): Promise<MimeMessage>
  close(): void
}

export async function openCore(options: CoreOptions): Promise<Core> {
  const dataDir = resolve(options.dataDir ?? defaultDataDir(options.env, process.platform, homedir()))
  const clock = systemClock
  const loaded = options.attended
    ? loadSettings(dataDir, clock.now())
    : { settings: readSettings(dataDir), notice: null }
  let { settings } = loaded
  const passwordOf = (profile: string): string | undefined =>
    options.secrets?.get(profile) ?? options.env.MAILWRIGHT_PASSWORD
  const dkimKeyOf = (profile: string): string | undefined => options.secrets?.dkimKeys.get(profile)
  const environmentOf = ({ name }: Profile): BackendEnvironment => {
    return { ...environment, password: passwordOf(name), ehloName: settings.ehloName }
  }
  const hostName = asciiDomain(hostname()) ?? 'localhost'
  const ids = randomIds(hostName)
  const caught = { folder: sandboxFolder(dataDir), now: clock.now }
  const environment = {
    dataDir,
    stdout: options.stdout,
    stderr: options.stderr,
    sandbox: new SandboxServer(caught),
    now: clock.now,
  }
  let engine: EngineClient | null = null
  let opened: Journal | null = null
  const journal = (): Journal => {
    opened ??= openJournal(join(dataDir, 'mailwright.db'))
    return opened
  }
  return {
    dataDir,
    hostName,
    get settings() {
      return settings
    },
    saveSettings: async (changed) => {
      settings = await saveSettings(dataDir, changed)
    },
    reloadSettings: () => {
      settings = readSettings(dataDir)
    },
    notices: loaded.notice === null ? [] : [loaded.notice],
    clock,
    ids,
    files: diskFiles,
    journal,
    suppression: () => new SuppressionList(journal().suppression),
    engine: () => {
      const { stdout, stderr, keepAwake, env } = options
      const password = env.MAILWRIGHT_PASSWORD
      const secrets = () => knownSecrets(settings, options.secrets)
      engine ??= new EngineClient({ dataDir, password, secrets, stdout, stderr, keepAwake })
      return engine
    },
    stopEngine: async () => engine?.close(),
    resolveProfile: (choice) => resolveProfile(settings, choice, dataDir),
    connect: (profile) => loadBackend(profile, environmentOf(profile)),
    signing: async (name) => (name === undefined ? null : dkimSetup(findProfile(settings, name), dkimKeyOf)),
    verify: (profile, password) => {
      const known = environmentOf(profile)
      return verifyBackend(profile, password === undefined ? known : { ...known, password })
    },
    sandbox: (port, onMessage) => new SandboxServer({ ...caught, port, onMessage }),
    buildMessage: async (document, baseDir, { profile, defaults, policy }) => {
      const message = await loadMessage(document, { baseDir, files: diskFiles, defaults })
      const stamp = { messageId: ids.messageId(), date: new Date(clock.now()) }
      const signing = profile.dkim ? await dkimSetup(profile, dkimKeyOf) : null
      return buildMime(message, stampOf(document, stamp), policy, signing && new DkimSigner(signing))
    },
    close: () => {
      void engine?.terminate()
      opened?.close()
    },
  }
}

/** For the engine's thread, which has no way to ask. */
function knownSecrets({ profiles }: Settings, secrets?: SecretSource): EngineSecrets {
  const known = (get: (name: string) => string | undefined): Record<string, string> => {
    const found = Object.keys(profiles).map((name) => [name, get(name)])
    return Object.fromEntries(found.filter(([, secret]) => secret !== undefined))
  }
  return {
    passwords: known((name) => secrets?.get(name)),
    dkimKeys: known((name) => secrets?.dkimKeys.get(name)),
  }
}

function resolveProfile(settings: Settings, choice: ProfileChoice, dataDir: string): ResolvedProfile {
  const options = withAbsolutePaths(choice.options)
  const backend = choice.backend === undefined ? undefined : absoluteBackend(choice.backend)
  const named = backend === undefined ? findProfile(settings, choice.profile) : adHocProfile(backend, {})
  const profile = { ...named, options: { ...named.options, ...options } }
  return {
    profile,
    choice: backend === undefined ? { profile: named.name, options } : { backend, options },
    defaults: {
      from: profile.from ?? settings.from,
      replyTo: [...settings.replyTo],
      charset: profile.charset ?? settings.charset,
    },
    policy: mimePolicy(profile),
    signedBy: profile.dkim && named.name,
    limits: { rate: profile.rate ?? null, connections: profile.connections ?? 1 },
    account: backend === undefined ? named.name : adHocAccount(profile),
    needsMessages: !isBuiltIn(profile.backend),
    leavesThisComputer: profile.backend === 'smtp' || !isBuiltIn(profile.backend),
    host: mailHost(profile),
    destination: describeDestination(profile),
    keptIn: captureFolder(profile, dataDir),
  }
}

/** Options of backends that name a file or a folder. */
const PATH_OPTIONS: readonly string[] = ['dir', 'caFile', 'certFile', 'keyFile']

function withAbsolutePaths(options: ProfileChoice['options']): Record<string, unknown> {
  const absolute = ([key, value]: [string, unknown]): [string, unknown] =>
    PATH_OPTIONS.includes(key) && typeof value === 'string' ? [key, resolve(value)] : [key, value]
  return Object.fromEntries(Object.entries(options).map(absolute))
}

function absoluteBackend(backend: string): string {
  return /\.m?js$/.test(backend) ? resolve(backend) : backend
}

function sandboxFolder(dataDir: string): string {
  return join(dataDir, 'sandbox')
}

function captureFolder({ backend, options }: Profile, dataDir: string): string | null {
  if (backend === 'sandbox') return sandboxFolder(dataDir)
  if (backend !== 'file') return null
  return typeof options.dir === 'string' ? options.dir : join(dataDir, 'outbox')
}

function adHocAccount({ backend, options }: Profile): string {
  return JSON.stringify([backend, options.host ?? options.preset, options.port, options.user])
}

function isBuiltIn(backend: string): boolean {
  return BUILT_IN_BACKENDS.some((name) => name === backend)
}

function mailHost({ backend, options }: Profile): string | undefined {
  if (backend !== 'smtp') return undefined
  const preset = typeof options.preset === 'string' ? findPreset(options.preset) : undefined
  return (typeof options.host === 'string' ? options.host : preset?.host)?.toLowerCase()
}

function describeDestination({ name, backend, options }: Profile): string {
  const server = options.host ?? options.preset
  return backend === 'smtp' && typeof server === 'string'
    ? `${server} (profile ${name})`
    : `${backend} (profile ${name})`
}
