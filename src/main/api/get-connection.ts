/** Opens the settings and makes connections of their profiles. */
import { Writable } from 'node:stream'
import { InputError } from '../../shared/errors.ts'
import type { Settings } from '../../shared/settings-types.ts'
import { type Core, openCore, type ResolvedProfile } from '../composition-root.ts'
import { DkimSigner } from '../mail/dkim.ts'
import { Connection } from './connection.ts'
import type { MailContext } from './sendable.ts'

export interface ConnectionOptions {
  /** A profile of the settings; their default profile when neither this nor `backend` is given. */
  readonly profile?: string | undefined
  /** `smtp`, `console`, `file`, `memory`, `dummy`, `sandbox`, or the path of a module. */
  readonly backend?: string | undefined
  readonly failSilently?: boolean | undefined
  /** Where settings.json is looked for; the app's own data folder when absent. */
  readonly dataDir?: string | undefined
  /** In place of the environment variable MAILWRIGHT_PASSWORD. */
  readonly password?: string | undefined
  /** Everything else goes to the backend, before the options of the profile. */
  readonly [option: string]: unknown
}

/** How the helpers find their connection: the one given, or a new one. */
export interface SendOptions {
  readonly connection?: Connection | null | undefined
  readonly failSilently?: boolean | undefined
  readonly profile?: string | undefined
  readonly dataDir?: string | undefined
  /** In place of the profile's user and of the environment variable MAILWRIGHT_PASSWORD. */
  readonly authUser?: string | undefined
  readonly authPassword?: string | undefined
}

/**
 * A connection that is not open yet. Rejects with an InputError that names the profile, option or setting
 * at fault.
 */
export async function getConnection(options: ConnectionOptions = {}): Promise<Connection> {
  const { profile: name, backend, failSilently = false, dataDir, password, stream, ...rest } = options
  if (name !== undefined && backend !== undefined) {
    const problem = 'A profile names its own backend: give "profile" or "backend", not both.'
    throw new InputError('bad-option', problem, { field: 'backend' })
  }
  const core = await readCore({ dataDir, password, stdout: readStream(stream) })
  const given = stream === undefined || stream instanceof Writable ? rest : { ...rest, stream }
  const resolved = core.resolveProfile({ profile: name, backend, options: defined(given) })
  const connect = await core.connect(resolved.profile)
  const context = await contextOf(core, resolved)
  return new Connection({ backend: connect(), settings: core.settings, context, failSilently })
}

/** Does `work` on the connection given or on one that is closed afterwards. */
export async function withConnection<T>(
  { connection, failSilently, authUser, authPassword, ...rest }: SendOptions,
  work: (connection: Connection, failSilently: boolean) => Promise<T>,
): Promise<T> {
  if (connection) {
    const ignored = { authUser, authPassword, ...rest }
    const [name] = Object.entries(ignored).find(([, value]) => value !== undefined) ?? []
    if (name !== undefined) {
      throw new InputError(
        'bad-option',
        `"${name}" has no effect on a connection that exists: give one of the two.`,
        {
          field: name,
        },
      )
    }
    return work(connection, failSilently ?? connection.failSilently)
  }
  const own = await getConnection({ ...rest, failSilently, user: authUser, password: authPassword })
  try {
    return await work(own, own.failSilently)
  } finally {
    await own.close()
  }
}

/** What messages take from the default profile of the app's own settings. */
export async function defaultContext(): Promise<MailContext> {
  const core = await readCore({})
  return contextOf(core, core.resolveProfile({ options: {} }))
}

export async function readSettingsOf(dataDir: string | undefined): Promise<Settings> {
  return (await readCore({ dataDir })).settings
}

interface CoreChoice {
  readonly dataDir?: string | undefined
  readonly password?: string | undefined
  readonly stdout?: Writable | undefined
}

let ownCore: Promise<Core> | undefined

/** The app's own settings are read once, so that what `message()` showed is what a later `send()` sends. */
function readCore({ dataDir, password, stdout }: CoreChoice): Promise<Core> {
  if (dataDir === undefined && password === undefined && stdout === undefined) {
    ownCore ??= openCore({
      env: process.env,
      stdout: process.stdout,
      stderr: process.stderr,
      attended: false,
    })
    return ownCore
  }
  const env = password === undefined ? process.env : { ...process.env, MAILWRIGHT_PASSWORD: password }
  return openCore({ dataDir, env, stdout: stdout ?? process.stdout, stderr: process.stderr, attended: false })
}

async function contextOf(core: Core, { defaults, policy, signedBy }: ResolvedProfile): Promise<MailContext> {
  const signing = await core.signing(signedBy)
  return {
    defaults,
    policy,
    signer: signing && new DkimSigner(signing),
    newStamp: () => ({ date: new Date(core.clock.now()), messageId: core.ids.messageId() }),
  }
}

function readStream(stream: unknown): Writable | undefined {
  return stream instanceof Writable ? stream : undefined
}

/** An option left undefined is not given: the profile's own must not be hidden by it. */
function defined(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
