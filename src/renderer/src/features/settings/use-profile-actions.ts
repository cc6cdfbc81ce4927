import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SettingsView } from '../../../../shared/app-types.ts'
import { invoke } from '../../api.ts'
import { showInfo } from '../../components/notices.ts'
import { keepSettings } from '../../settings-query.ts'
import { type ProfileDraft, withoutProfile, withProfile } from './profile-draft.ts'

/** Empty: what is kept stays. */
export interface TypedSecrets {
  readonly password: string
  readonly dkimKey: string
}

export function useProfileActions(view: SettingsView, onDone: (name: string | null) => void) {
  const { t } = useTranslation('common')
  const saving = useMutation({
    meta: { showsError: true },
    mutationFn: async ({ draft, secrets }: { draft: ProfileDraft; secrets: TypedSecrets }) => {
      const { password, dkimKey } = secrets
      // All or nothing: a key that cannot be used keeps the profile as it is.
      if (dkimKey !== '') await invoke('settings.checkDkimKey', dkimKey)
      let saved = await invoke('settings.save', withProfile(view.settings, draft))
      if (password !== '') saved = await invoke('settings.setPassword', draft.name, password)
      if (dkimKey !== '') saved = await invoke('settings.setDkimKey', draft.name, dkimKey)
      return saved
    },
    onSuccess: (saved, { draft }) => {
      keepSettings(saved)
      showInfo(t('saved'))
      onDone(draft.name)
    },
  })
  const removing = useMutation({
    mutationFn: (name: string) => invoke('settings.save', withoutProfile(view.settings, name)),
    onSuccess: (saved) => {
      keepSettings(saved)
      onDone(null)
    },
  })
  const forgetting = useMutation({
    mutationFn: (name: string) => invoke('settings.setPassword', name, null),
    onSuccess: keepSettings,
  })
  const forgettingKey = useMutation({
    mutationFn: (name: string) => invoke('settings.setDkimKey', name, null),
    onSuccess: keepSettings,
  })
  return {
    isSaving: saving.isPending,
    /** Why the profile was not saved; null where it was, or was changed since. */
    saveError: saving.error,
    clearError: saving.reset,
    save: (draft: ProfileDraft, secrets: TypedSecrets) => saving.mutate({ draft, secrets }),
    remove: (name: string) => removing.mutate(name),
    forget: (name: string) => forgetting.mutate(name),
    forgetKey: (name: string) => forgettingKey.mutate(name),
  }
}
