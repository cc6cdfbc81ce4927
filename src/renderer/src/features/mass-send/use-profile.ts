import type { ProfileInfo } from '../../../../shared/app-types.ts'
import { useSettings } from '../../settings-query.ts'

export function useProfiles(): readonly ProfileInfo[] {
  return useSettings()?.profiles ?? []
}

/** The profile by this name, or the default one. */
export function useProfile(name: string | null): ProfileInfo | null {
  const profiles = useProfiles()
  return profiles.find((profile) => (name === null ? profile.isDefault : profile.name === name)) ?? null
}
