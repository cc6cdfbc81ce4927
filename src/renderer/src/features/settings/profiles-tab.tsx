import { Badge, Button, NavLink, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsView } from '../../../../shared/app-types.ts'
import { profilePlace } from '../../components/profile-place.ts'
import { NEW_PROFILE, type ProfileDraft } from './profile-draft.ts'
import { ProfileForm } from './profile-form.tsx'

export interface ProfilesTabProps {
  readonly view: SettingsView
  /** The profile another screen sent the user to; '' for none. */
  readonly asked: string
}

export function ProfilesTab({ view, asked }: ProfilesTabProps) {
  const { t } = useTranslation('settings')
  // Null: a new one. The count makes a form anew after it was saved.
  const [chosen, setChosen] = useState<string | null>(view.settings.defaultProfile)
  const [saves, setSaves] = useState(0)
  useEffect(() => {
    if (asked !== '') setChosen(asked)
  }, [asked])
  const shown = chosen !== null && Object.hasOwn(view.settings.profiles, chosen) ? chosen : null

  return (
    <div className="settings-profiles">
      <Stack gap={2} component="nav" aria-label={t('profiles')}>
        {view.profiles.map(({ name, isDefault }) => (
          <NavLink
            key={name}
            component="button"
            label={name}
            description={profilePlace(view, name)}
            active={name === shown}
            aria-current={name === shown || undefined}
            rightSection={
              isDefault ? (
                <Badge size="sm" variant="light" color="gray" tt="none">
                  {t('isDefault')}
                </Badge>
              ) : null
            }
            onClick={() => setChosen(name)}
          />
        ))}
        <Button
          variant="default"
          mt="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setChosen(null)}
        >
          {t('addProfile')}
        </Button>
      </Stack>
      <ProfileForm
        key={`${shown ?? ''} ${saves}`}
        view={view}
        initial={draftOf(view, shown)}
        onDone={(name) => {
          setChosen(name ?? view.settings.defaultProfile)
          setSaves(saves + 1)
        }}
      />
    </div>
  )
}

function draftOf({ settings }: SettingsView, name: string | null): ProfileDraft {
  const profile = name === null ? undefined : settings.profiles[name]
  return name === null || profile === undefined ? NEW_PROFILE : { oldName: name, name, profile }
}
