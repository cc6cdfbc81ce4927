/** What a person sets up once: profiles, passwords, defaults, the look of the window. */
import { z } from 'zod'
import { PATH_KINDS, type SettingsView, type VerifyStep } from '../../shared/app-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { SendResult } from '../../shared/mail-types.ts'
import type { Profile, Settings } from '../../shared/settings-types.ts'
import type { Core } from '../composition-root.ts'
import { readDkimKey } from '../mail/dkim-key.ts'
import { decodeUtf8, readRegularFile } from '../platform/disk-files.ts'
import { findProfile } from '../settings/profiles.ts'
import { describeProblem, preferencesSchema, profileSchema, settingsSchema } from '../settings/schema.ts'
import type { AppContext, Secrets } from './app-context.ts'
import type { Job } from './jobs.ts'
import type { FeatureMethods } from './router.ts'
import { fileTokenSchema, jobSchema, lineSchema, nameSchema } from './schemas.ts'
import { settingsView } from './settings-view.ts'
import { untilAborted } from './until-aborted.ts'

/** Octets; the settings of hundreds of profiles are smaller. */
const LARGEST_FILE = 1024 * 1024

const password = z.string().max(10_000).nullable()
/** The longest key that receivers accept has less than 4000 characters. */
const dkimKey = z.string().max(20_000)

/** Anything: the schema of the settings says in better words what is wrong, see `checked`. */
const anySettings = z.custom<Settings>(() => true)

/** Sends a small message by a profile, which then stands in the outbox. */
export type SendTest = (profile: string, to: readonly string[]) => Promise<SendResult>

export function settingsHandlers(context: AppContext, sendTest: SendTest): FeatureMethods<'settings'> {
  const { core, files, jobs, shell } = context
  let last: Promise<unknown> = Promise.resolve()
  /** A change builds on the one before, which may still be on its way to the disk. */
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const next = last.then(change)
    last = next.catch(() => undefined)
    return next
  }
  return {
    'settings.get': { args: z.tuple([]), run: () => settingsView(context) },
    'settings.save': {
      args: z.tuple([anySettings]),
      run: (settings) => inTurn(() => save(context, settings)),
    },
    'settings.savePreferences': {
      args: z.tuple([preferencesSchema]),
      run: (preferences) => inTurn(() => save(context, { ...core.settings, preferences })),
    },
    'settings.setPassword': {
      args: z.tuple([nameSchema, password]),
      run: (profile, secret) => {
        findProfile(core.settings, profile)
        shell.secrets.set(profile, secret)
        return tell(context)
      },
    },
    'settings.checkDkimKey': { args: z.tuple([dkimKey]), run: (key) => void readDkimKey(key) },
    'settings.setDkimKey': {
      args: z.tuple([nameSchema, dkimKey.nullable()]),
      run: (profile, key) => {
        findProfile(core.settings, profile)
        if (key !== null) readDkimKey(key)
        shell.secrets.dkimKeys.set(profile, key)
        return tell(context)
      },
    },
    'settings.choosePath': {
      args: z.tuple([z.enum(PATH_KINDS)]),
      run: async (kind) => {
        if (shell.choosePath) return shell.choosePath(kind)
        throw new InputError(
          'forbidden',
          'Paths cannot be chosen here: type the path on the computer of the server.',
        )
      },
    },
    'settings.verify': {
      args: z.tuple([jobSchema, nameSchema.min(1), profileSchema, password]),
      run: (running, called, profile, secret) =>
        jobs.run(running, (own) => verify(core, own, { name: called, ...profile }, secret ?? undefined)),
    },
    'settings.testMail': {
      args: z.tuple([nameSchema, z.array(lineSchema).min(1).max(100).readonly()]),
      run: (profile, to) => sendTest(profile, to),
    },
    'settings.export': {
      args: z.tuple([]),
      // Passwords and keys are no part of the settings.
      run: () => {
        const text = `${JSON.stringify(core.settings, null, 2)}\n`
        return files.add('mailwright-settings.json', 'application/json', Buffer.from(text))
      },
    },
    'settings.import': {
      args: z.tuple([fileTokenSchema]),
      run: async (file) => {
        const { name: called, size } = files.info(file)
        if (size > LARGEST_FILE) {
          throw new InputError('too-large', `${called} is too large to be settings: choose another file.`)
        }
        const text = decodeUtf8(await readRegularFile(files.path(file)), called)
        return inTurn(() => save(context, parsed(text, called)))
      },
    },
  }
}

/** A profile that is gone takes its secrets with it, and one that signs no more its key. */
async function save(context: AppContext, given: unknown): Promise<SettingsView> {
  const { core, shell } = context
  const before = Object.keys(core.settings.profiles)
  const settings = checked(given)
  await core.saveSettings(settings)
  for (const profile of before) {
    const kept = Object.hasOwn(settings.profiles, profile) ? settings.profiles[profile] : undefined
    if (!kept) forget(shell.secrets, profile)
    if (!kept?.dkim) forget(shell.secrets.dkimKeys, profile)
  }
  return tell(context)
}

function forget(secrets: Secrets, profile: string): void {
  if (secrets.get(profile) !== undefined) secrets.set(profile, null)
}

/** To all windows, and to the one that asked. */
async function tell(context: AppContext): Promise<SettingsView> {
  const data = await settingsView(context)
  context.emit({ name: 'settings', data })
  return data
}

function checked(given: unknown): Settings {
  const { success, data, error } = settingsSchema.safeParse(given)
  if (success) return data
  const { setting, sentence } = describeProblem(error)
  throw new InputError('bad-settings', `The settings were not changed: ${sentence}.`, { field: setting })
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputError(
      'bad-settings',
      `${file} is no settings file: choose one that Mailwright exported.`,
      { file },
      { cause: error },
    )
  }
}

async function verify(
  core: Core,
  { signal, progress }: Job,
  profile: Profile,
  secret: string | undefined,
): Promise<readonly VerifyStep[]> {
  const steps: VerifyStep[] = []
  for await (const { step, ok, detail, advice, code } of untilAborted(core.verify(profile, secret), signal)) {
    const told = { step, ok, text: advice === undefined ? detail : `${detail} ${advice}`, code: code ?? null }
    steps.push(told)
    progress({ done: steps.length, total: null, step: told })
  }
  return steps
}
