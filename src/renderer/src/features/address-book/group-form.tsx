import { TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactGroup } from '../../../../shared/app-types.ts'
import { invoke } from '../../api.ts'
import { FormDialog } from './form-dialog.tsx'

interface GroupFormProps {
  readonly group: ContactGroup
  readonly onClose: () => void
}

export function GroupForm({ group, onClose }: GroupFormProps) {
  const { t } = useTranslation('contacts')
  const [draft, setDraft] = useState(group)
  const [typed, setTyped] = useState('')
  const suggestions = useQuery({
    queryKey: ['contacts', 'suggest', typed],
    queryFn: () => invoke('contacts.suggest', typed),
    enabled: typed !== '',
  })
  return (
    <FormDialog
      title={group.id === '' ? t('addGroup') : t('editGroup')}
      save={() => invoke('contacts.saveGroup', draft)}
      onClose={onClose}
    >
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
    </FormDialog>
  )
}
