import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/app-types.ts'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { refetchList } from './refetch.ts'

interface ContactFormProps {
  /** An empty id makes a new one. */
  readonly contact: Contact
  readonly onClose: () => void
}

const FIELDS = ['name', 'address', 'note'] as const

export function ContactForm({ contact, onClose }: ContactFormProps) {
  const { t } = useTranslation(['contacts', 'common'])
  const [draft, setDraft] = useState(contact)
  const saving = useMutation({
    meta: { showsError: true },
    mutationFn: () => invoke('contacts.save', draft),
    onSuccess: async () => {
      await refetchList('contacts')
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={contact.id === '' ? t('addContact') : t('editContact')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <Stack gap="sm">
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
          {saving.isError && <ErrorNotice error={saving.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
