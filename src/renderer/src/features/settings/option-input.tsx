import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OptionField } from './backend-fields.ts'
import { PathInput } from './path-input.tsx'

interface OptionInputProps {
  readonly field: OptionField
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

export function OptionInput({ field, value, onChange }: OptionInputProps) {
  const { t } = useTranslation('settings')
  const label = t(`option_${field.name}`)
  switch (field.kind) {
    case 'flag':
      return (
        <Checkbox
          label={label}
          checked={value === true || value === 'true'}
          onChange={(event) => onChange(event.currentTarget.checked || undefined)}
        />
      )
    case 'number':
      return (
        <NumberInput
          label={label}
          min={1}
          allowDecimal={false}
          hideControls
          placeholder={t('byDefault')}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        />
      )
    case 'choice':
      return (
        <NativeSelect
          label={label}
          value={typeof value === 'string' ? value : ''}
          data={[
            { value: '', label: t('byDefault') },
            ...field.choices.map((choice) => ({ value: choice, label: choice })),
          ]}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      )
    case 'path':
      return (
        <PathInput
          kind={field.leadsTo}
          label={label}
          placeholder={field.placeholder ?? t('byDefault')}
          value={typeof value === 'string' ? value : ''}
          onChange={(path) => onChange(path || undefined)}
        />
      )
    case 'text':
      return (
        <TextInput
          label={label}
          placeholder={field.placeholder ?? t('byDefault')}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      )
  }
}
