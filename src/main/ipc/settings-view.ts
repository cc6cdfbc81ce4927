/** The settings as a window sees them: with what follows from them, and without any secret. */
import type { DkimInfo, ProfileInfo, SettingsView } from '../../shared/app-types.ts'
import { InputError } from '../../shared/errors.ts'
import { presets } from '../backends/presets.ts'
import { readDkimKey } from '../mail/dkim-key.ts'
import type { AppContext } from './app-context.ts'

export async function settingsView(context: AppContext): Promise<SettingsView> {
  const { settings } = context.core
  const names = Object.keys(settings.profiles)
  return {
    settings,
    profiles: await Promise.all(names.map((name) => profileInfo(context, name))),
    presets: presets.map(({ name, host, port, tls }) => ({ name, host, port, tls })),
  }
}

async function profileInfo({ core, shell }: AppContext, name: string): Promise<ProfileInfo> {
  const { profile, leavesThisComputer, destination, defaults, limits, signedBy } = core.resolveProfile({
    profile: name,
    options: {},
  })
  return {
    name,
    backend: profile.backend,
    isDefault: name === core.settings.defaultProfile,
    leavesThisComputer,
    destination,
    from: defaults.from,
    hasPassword: shell.secrets.get(name) !== undefined,
    dkim: signedBy === undefined ? null : await dkimInfo({ core, shell }, signedBy),
    limits,
  }
}

async function dkimInfo(
  { core, shell }: Pick<AppContext, 'core' | 'shell'>,
  name: string,
): Promise<DkimInfo> {
  const hasKey = shell.secrets.dkimKeys.get(name) !== undefined
  try {
    const signing = await core.signing(name)
    if (!signing) return { hasKey, record: null, problem: null }
    const { domain, selector, privateKey } = signing
    const record = { name: `${selector}._domainkey.${domain}`, value: readDkimKey(privateKey).record }
    return { hasKey, record, problem: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { hasKey, record: null, problem: error.message }
  }
}
