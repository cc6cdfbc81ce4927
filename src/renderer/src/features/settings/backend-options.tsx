import { NativeSelect, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../../settings-query.ts'
import { FIELDS, type OptionField } from './backend-fields.ts'
import { CustomOptions } from './custom-options.tsx'
import { OptionInput } from './option-input.tsx'
import { PathInput } from './path-input.tsx'
import { kindOf, type ProfileDraft, withOption } from './profile-draft.ts'

interface BackendOptionsProps {
  readonly draft: ProfileDraft
  readonly onChange: (draft: ProfileDraft) => void
}

/** The options of the chosen backend; presets fill in host, port and TLS. */
export function BackendOptions({ draft, onChange }: BackendOptionsProps) {
  const { t } = useTranslation('settings')
  const presets = useSettings()?.presets ?? []
  const kind = kindOf(draft.profile)
  const { main } = FIELDS[kind]

  function choosePreset(name: string): void {
    const preset = presets.find((one) => one.name === name)
    if (preset === undefined) return
    const { host, port, tls } = preset
    const { preset: _old, ...others } = draft.profile.options
    onChange({ ...draft, profile: { ...draft.profile, options: { ...others, host, port, tls } } })
  }

  return (
    <>
      {kind === 'smtp' && (
        <NativeSelect
          label={t('preset')}
          description={t('presetHint')}
          value=""
          data={[{ value: '', label: t('presetNone') }, ...presets.map(({ name }) => name)]}
          onChange={(event) => choosePreset(event.currentTarget.value)}
        />
      )}
      {kind === 'custom' && (
        <>
          <PathInput
            kind="module"
            label={t('customPath')}
            description={t('customPathHint')}
            placeholder="/home/me/backend.mjs"
            value={draft.profile.backend}
            onChange={(backend) => onChange({ ...draft, profile: { ...draft.profile, backend } })}
          />
          <CustomOptions
            options={draft.profile.options}
            onChange={(options) => onChange({ ...draft, profile: { ...draft.profile, options } })}
          />
        </>
      )}
      <Options fields={main} draft={draft} onChange={onChange} />
    </>
  )
}

export function Options({
  fields,
  draft,
  onChange,
}: BackendOptionsProps & { readonly fields: readonly OptionField[] }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
      {fields.map((field) => (
        <OptionInput
          key={field.name}
          field={field}
          value={draft.profile.options[field.name]}
          onChange={(value) => onChange(withOption(draft, field.name, value))}
        />
      ))}
    </SimpleGrid>
  )
}
