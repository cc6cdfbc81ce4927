import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/app-types.ts'
import { invoke } from '../../api.ts'
import { FormDialog } from './form-dialog.tsx'

interface ContactFormProps {
  /** An empty id makes a new one. */
  readonly contact: Contact
  readonly onClose: () => void
}

const FIELDS = ['name', 'address', 'note'] as const

export function ContactForm({ contact, onClose }: ContactFormProps) {
  const { t } = useTranslation('contacts')
  const [draft, setDraft] = useState(contact)
  return (
    <FormDialog
      title={contact.id === '' ? t('addContact') : t('editContact')}
      save={() => invoke('contacts.save', draft)}
      onClose={onClose}
    >
      {FIELDS.map((field) => (
        <TextInput
          key={field}
          label={t(field)}
          required={field === 'address'}
          data-autofocus={field === 'name' || undefined}
          value={draft[field]}
          onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
        />
      ))}
    </FormDialog>
  )
}
