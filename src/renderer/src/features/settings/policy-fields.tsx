import { Checkbox, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type ProfileDraft, withSetting } from './profile-draft.ts'

interface PolicyFieldsProps {
  readonly draft: ProfileDraft
  readonly onChange: (draft: ProfileDraft) => void
}

/** How the bytes of this profile's messages may look. */
export function PolicyFields({ draft, onChange }: PolicyFieldsProps) {
  const { t } = useTranslation('settings')
  const { profile } = draft
  const flags = ['smtpUtf8', 'sevenBit', 'localDelivery'] as const
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <TextInput
          label={t('charset')}
          placeholder={t('generalOne')}
          value={profile.charset ?? ''}
          onChange={(event) => onChange(withSetting(draft, 'charset', event.currentTarget.value))}
        />
        <TextInput
          label={t('timeZone')}
          placeholder="UTC"
          value={profile.timeZone ?? ''}
          onChange={(event) => onChange(withSetting(draft, 'timeZone', event.currentTarget.value))}
        />
      </SimpleGrid>
      <Checkbox
        label={t('unencodable')}
        checked={profile.unencodable === 'utf-8'}
        onChange={(event) =>
          onChange(withSetting(draft, 'unencodable', event.currentTarget.checked ? 'utf-8' : undefined))
        }
      />
      {flags.map((flag) => (
        <Checkbox
          key={flag}
          label={t(flag)}
          checked={profile[flag] === true}
          onChange={(event) => onChange(withSetting(draft, flag, event.currentTarget.checked))}
        />
      ))}
    </>
  )
}
