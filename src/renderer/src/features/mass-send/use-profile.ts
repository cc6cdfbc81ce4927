import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ProfileInfo } from '../../../../shared/app-types.ts'
import { invoke, onEvent } from '../../api.ts'

/** All profiles, kept up to date while settings change. */
export function useProfiles(): readonly ProfileInfo[] {
  const [changed, setChanged] = useState<readonly ProfileInfo[] | null>(null)
  const { data } = useQuery({ queryKey: ['mass-profiles'], queryFn: () => invoke('settings.get') })
  useEffect(() => onEvent('settings', (settings) => setChanged(settings.profiles)), [])
  return changed ?? data?.profiles ?? []
}

/** The profile by this name, or the default one. */
export function useProfile(name: string | null): ProfileInfo | null {
  const profiles = useProfiles()
  return profiles.find((profile) => (name === null ? profile.isDefault : profile.name === name)) ?? null
}
