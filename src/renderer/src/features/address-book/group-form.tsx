import { Button, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactGroup } from '../../../../shared/app-types.ts'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { refetchList } from './refetch.ts'

interface GroupFormProps {
  readonly group: ContactGroup
  readonly onClose: () => void
}

export function GroupForm({ group, onClose }: GroupFormProps) {
  const { t } = useTranslation(['contacts', 'common'])
  const [draft, setDraft] = useState(group)
  const [typed, setTyped] = useState('')
  const suggestions = useQuery({
    queryKey: ['contacts', 'suggest', typed],
    queryFn: () => invoke('contacts.suggest', typed),
    enabled: typed !== '',
  })
  const saving = useMutation({
    meta: { showsError: true },
    mutationFn: () => invoke('contacts.saveGroup', draft),
    onSuccess: async () => {
      await refetchList('contacts')
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={group.id === '' ? t('addGroup') : t('editGroup')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('name')}
            required
            data-autofocus
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <TagsInput
            label={t('members')}
            description={t('membersHint')}
            value={[...draft.members]}
            data={[...new Set(suggestions.data ?? [])]}
            searchValue={typed}
            onSearchChange={setTyped}
            splitChars={[';', '\n']}
            acceptValueOnBlur
            onChange={(members) => setDraft({ ...draft, members })}
          />
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
