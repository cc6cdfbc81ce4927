import { Group, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMass } from '../mass-context.ts'
import { useProfile, useProfiles } from '../use-profile.ts'

/** Which profile sends, and in whose name. */
export function SenderFields() {
  const { t } = useTranslation('mass')
  const { mass, changeContent } = useMass()
  const profiles = useProfiles()
  const { profile: name, from, replyTo } = mass.content
  const profile = useProfile(name)
  const data = profiles.map((known) => ({
    value: known.name,
    label: known.isDefault ? t('message.defaultProfile', { name: known.name }) : known.name,
  }))
  return (
    <Group gap="sm" align="start" grow>
      <Select
        label={t('message.profile')}
        description={profile?.destination}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={data}
        value={profile?.name ?? null}
        allowDeselect={false}
        onChange={(chosen) => changeContent({ profile: chosen })}
      />
      <TextInput
        label={t('message.from')}
        placeholder={profile?.from}
        value={from}
        onChange={(event) => changeContent({ from: event.currentTarget.value })}
      />
      <TextInput
        label={t('message.replyTo')}
        value={replyTo[0] ?? ''}
        onChange={(event) => {
          const address = event.currentTarget.value
          changeContent({ replyTo: address === '' ? [] : [address] })
        }}
      />
    </Group>
  )
}
