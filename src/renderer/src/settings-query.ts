/** Settings as main holds them; the `settings` event keeps them current. */
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import type { SettingsView } from '../../shared/app-types.ts'
import type { Preferences, Settings } from '../../shared/settings-types.ts'
import { invoke } from './api.ts'
import { queryClient } from './query-client.ts'

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => invoke('settings.get'),
  staleTime: Number.POSITIVE_INFINITY,
})

export const appInfoQuery = queryOptions({
  queryKey: ['app.info'],
  queryFn: () => invoke('app.info'),
  staleTime: Number.POSITIVE_INFINITY,
})

export function useSettings(): SettingsView | undefined {
  return useQuery(settingsQuery).data
}

export function keepSettings(view: SettingsView): void {
  queryClient.setQueryData(settingsQuery.queryKey, view)
}

export function useSaveSettings() {
  return useMutation({
    mutationFn: (settings: Settings) => invoke('settings.save', settings),
    onSuccess: keepSettings,
  })
}

export function useSavePreferences() {
  return useMutation({
    mutationFn: (preferences: Preferences) => invoke('settings.savePreferences', preferences),
    onSuccess: keepSettings,
  })
}
