/** A profile while it is being edited. */
import { readRateLimits } from '../../../../shared/rate-limits.ts'
import {
  BUILT_IN_BACKENDS,
  type DkimSettings,
  type ProfileSettings,
  type Settings,
} from '../../../../shared/settings-types.ts'
import type { BackendKind } from './backend-fields.ts'

export interface ProfileDraft {
  /** Null: new. */
  readonly oldName: string | null
  readonly name: string
  readonly profile: ProfileSettings
}

export const NEW_PROFILE: ProfileDraft = {
  oldName: null,
  name: '',
  profile: { backend: 'smtp', options: { port: 587, tls: 'starttls' } },
}

/** Signs for the domain of the sender, under a name that says when its key was made. */
export function newDkim(sender: string, now: Date): DkimSettings {
  const domain = /@([^@\s<>,]+)>?\s*$/.exec(sender)?.[1] ?? ''
  return { domain, selector: `mail${now.getFullYear()}` }
}

export function kindOf(profile: ProfileSettings): BackendKind {
  return BUILT_IN_BACKENDS.find((known) => known === profile.backend) ?? 'custom'
}

/** Whether mail of this backend goes to somebody who may limit it. */
export function isServer(kind: BackendKind): boolean {
  return kind === 'smtp' || kind === 'custom'
}

/** Another backend knows other options, and an unknown one is refused. */
export function withBackend(draft: ProfileDraft, kind: BackendKind): ProfileDraft {
  if (kind === kindOf(draft.profile)) return draft
  const options = kind === 'smtp' ? NEW_PROFILE.profile.options : {}
  const { rate: _rate, connections: _connections, ...others } = draft.profile
  const kept = isServer(kind) ? draft.profile : others
  return { ...draft, profile: { ...kept, backend: kind === 'custom' ? '' : kind, options } }
}

/** Undefined or empty text takes the option away: the backend's default holds then. */
export function withOption(draft: ProfileDraft, name: string, value: unknown): ProfileDraft {
  const { [name]: _old, ...others } = draft.profile.options
  const isAbsent = value === undefined || value === ''
  return {
    ...draft,
    profile: { ...draft.profile, options: isAbsent ? others : { ...others, [name]: value } },
  }
}

/** The same for what every backend has; `false` is the default of all flags among them. */
export function withSetting<K extends Exclude<keyof ProfileSettings, 'backend' | 'options'>>(
  draft: ProfileDraft,
  name: K,
  value: ProfileSettings[K],
): ProfileDraft {
  const { [name]: _old, ...others } = draft.profile
  const isAbsent = value === undefined || value === '' || value === false
  const profile: ProfileSettings = {
    ...others,
    backend: draft.profile.backend,
    options: draft.profile.options,
  }
  return { ...draft, profile: isAbsent ? profile : { ...profile, [name]: value } }
}

/** A renamed profile keeps its place and stays the default if it was. */
export function withProfile(settings: Settings, { oldName, name, profile }: ProfileDraft): Settings {
  const entries = Object.entries(settings.profiles)
  const isKnown = oldName !== null && entries.some(([old]) => old === oldName)
  const replaced = entries.map(([old, value]) => (old === oldName ? [name, profile] : [old, value]))
  return {
    ...settings,
    profiles: Object.fromEntries(isKnown ? replaced : [...entries, [name, profile]]),
    defaultProfile: settings.defaultProfile === oldName ? name : settings.defaultProfile,
  }
}

/** The default passes on to another profile; the last profile cannot go. */
export function withoutProfile(settings: Settings, name: string): Settings {
  const { [name]: _gone, ...profiles } = settings.profiles
  const next = Object.hasOwn(profiles, 'sandbox') ? 'sandbox' : Object.keys(profiles)[0]
  if (next === undefined) return settings
  return {
    ...settings,
    profiles,
    defaultProfile: settings.defaultProfile === name ? next : settings.defaultProfile,
  }
}

/** What keeps the draft from being saved; null when nothing does. */
export function problemOf(
  { name, oldName, profile }: ProfileDraft,
  settings: Settings,
): 'nameMissing' | 'nameTaken' | 'pathMissing' | 'hostMissing' | 'rateWrong' | 'dkimMissing' | null {
  if (name.trim() === '') return 'nameMissing'
  if (name !== oldName && Object.hasOwn(settings.profiles, name)) return 'nameTaken'
  if (profile.backend === '') return 'pathMissing'
  const needsHost = profile.backend === 'smtp' && !profile.options.host && !profile.options.preset
  if (needsHost) return 'hostMissing'
  const isRate = profile.rate === undefined || readRateLimits(profile.rate).kind === 'limits'
  if (!isRate) return 'rateWrong'
  const { domain = '-', selector = '-' } = profile.dkim ?? {}
  return domain.trim() === '' || selector.trim() === '' ? 'dkimMissing' : null
}
