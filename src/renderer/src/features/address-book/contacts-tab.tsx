import { Button, Group, Stack, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/app-types.ts'
import { invoke, saveFile } from '../../api.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { ContactForm } from './contact-form.tsx'
import { ContactsTable } from './contacts-table.tsx'
import { ImportFile } from './import-file.tsx'
import { refetchList } from './refetch.ts'

const NEW_CONTACT: Contact = { id: '', name: '', address: '', note: '' }

export function ContactsTab() {
  const { t } = useTranslation(['contacts', 'common'])
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [edited, setEdited] = useState<Contact | null>(null)
  const contacts = useQuery({
    queryKey: ['contacts', 'list', search],
    queryFn: () => invoke('contacts.list', search),
    placeholderData: keepPreviousData,
  })
  const removing = useMutation({
    mutationFn: (ids: readonly string[]) => invoke('contacts.remove', ids),
    onSuccess: async () => {
      setSelected(new Set())
      await refetchList('contacts')
    },
  })
  const exporting = useMutation({
    mutationFn: async () => saveFile((await invoke('contacts.export')).token),
  })
  const sampling = useMutation({
    mutationFn: async () => invoke('contacts.import', (await invoke('files.sample', 'sample')).token),
    onSuccess: () => refetchList('contacts'),
  })
  const isEmpty = contacts.data?.length === 0

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap="xs">
          <TextInput
            aria-label={t('contactsSearch')}
            placeholder={t('common:search')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Button onClick={() => setEdited(NEW_CONTACT)}>{t('addContact')}</Button>
          {selected.size > 0 && (
            <ConfirmButton
              question={t('removeContacts', { count: selected.size })}
              action={t('common:remove')}
              onConfirm={() => removing.mutate([...selected])}
            >
              {t('removeSelected', { count: selected.size })}
            </ConfirmButton>
          )}
        </Group>
        <Group gap="xs">
          <ImportFile kind="contacts" />
          <Button variant="default" loading={exporting.isPending} onClick={() => exporting.mutate()}>
            {t('common:export')}
          </Button>
        </Group>
      </Group>
      {contacts.isError && <ErrorNotice error={contacts.error} onRetry={() => void contacts.refetch()} />}
      {isEmpty && search === '' && (
        <EmptyState title={t('contactsEmpty')} text={t('contactsEmptyHint')}>
          <Button variant="light" loading={sampling.isPending} onClick={() => sampling.mutate()}>
            {t('contactsSample')}
          </Button>
        </EmptyState>
      )}
      {isEmpty && search !== '' && <EmptyState title={t('nothingFound')} text={t('nothingFoundHint')} />}
      {contacts.data !== undefined && !isEmpty && (
        <ContactsTable
          contacts={contacts.data}
          selected={selected}
          onSelect={setSelected}
          onEdit={setEdited}
        />
      )}
      {edited !== null && <ContactForm contact={edited} onClose={() => setEdited(null)} />}
    </Stack>
  )
}
