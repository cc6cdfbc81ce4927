/** What a person sets up once: profiles, passwords, defaults, the look of the window. */
import { z } from 'zod'
import type { SettingsView, VerifyStep } from '../../shared/app-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { SendResult } from '../../shared/mail-types.ts'
import type { Profile, Settings } from '../../shared/settings-types.ts'
import { presets } from '../backends/presets.ts'
import type { Core } from '../composition-root.ts'
import { decodeUtf8, readRegularFile } from '../platform/disk-files.ts'
import { findProfile } from '../settings/profiles.ts'
import { describeProblem, preferencesSchema, profileSchema, settingsSchema } from '../settings/schema.ts'
import type { AppContext } from './app-context.ts'
import type { Job } from './jobs.ts'
import type { FeatureMethods } from './router.ts'
import { fileTokenSchema, jobSchema, lineSchema, nameSchema } from './schemas.ts'
import { untilAborted } from './until-aborted.ts'

/** Octets; the settings of hundreds of profiles are smaller. */
const LARGEST_FILE = 1024 * 1024

const password = z.string().max(10_000).nullable()

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
      // Passwords are no part of the settings.
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

function settingsView({ core, shell }: AppContext): SettingsView {
  const { settings } = core
  const profiles = Object.keys(settings.profiles).map((profile) => {
    const {
      profile: found,
      leavesThisComputer,
      destination,
      defaults,
    } = core.resolveProfile({
      profile,
      options: {},
    })
    return {
      name: profile,
      backend: found.backend,
      isDefault: profile === settings.defaultProfile,
      leavesThisComputer,
      destination,
      from: defaults.from,
      hasPassword: shell.secrets.get(profile) !== undefined,
    }
  })
  return {
    settings,
    profiles,
    presets: presets.map(({ name: preset, host, port, tls }) => ({ name: preset, host, port, tls })),
  }
}

/** A profile that is gone takes its password with it. */
async function save(context: AppContext, given: unknown): Promise<SettingsView> {
  const { core, shell } = context
  const before = Object.keys(core.settings.profiles)
  const settings = checked(given)
  await core.saveSettings(settings)
  for (const profile of before) {
    if (!Object.hasOwn(settings.profiles, profile) && shell.secrets.get(profile) !== undefined)
      shell.secrets.set(profile, null)
  }
  return tell(context)
}

/** To all windows, and to the one that asked. */
function tell(context: AppContext): SettingsView {
  const data = settingsView(context)
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
