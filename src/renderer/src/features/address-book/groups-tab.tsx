import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactGroup } from '../../../../shared/app-types.ts'
import { invoke } from '../../api.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { matches } from '../../components/matches.ts'
import { SearchField } from '../../components/search-field.tsx'
import { GroupForm } from './group-form.tsx'
import { refetchList } from './refetch.ts'

const NEW_GROUP: ContactGroup = { id: '', name: '', members: [] }

export function GroupsTab() {
  const { t } = useTranslation(['contacts', 'common'])
  const [edited, setEdited] = useState<ContactGroup | null>(null)
  const groups = useQuery({ queryKey: ['contacts', 'groups'], queryFn: () => invoke('contacts.groups') })
  const [search, setSearch] = useState('')
  const found = (groups.data ?? []).filter(({ name, members }) => matches(search, [name, ...members]))
  const removing = useMutation({
    mutationFn: (id: string) => invoke('contacts.removeGroup', id),
    onSuccess: () => refetchList('contacts'),
  })
  return (
    <Stack gap="sm">
      <Group>
        {groups.data !== undefined && groups.data.length > 0 && (
          <SearchField label={t('groupsSearch')} value={search} onChange={setSearch} />
        )}
        <Button onClick={() => setEdited(NEW_GROUP)}>{t('addGroup')}</Button>
      </Group>
      {groups.isError && <ErrorNotice error={groups.error} onRetry={() => void groups.refetch()} />}
      {groups.data?.length === 0 && <EmptyState title={t('groupsEmpty')} text={t('groupsEmptyHint')} />}
      {groups.data !== undefined && groups.data.length > 0 && found.length === 0 && (
        <EmptyState title={t('nothingFound')} text={t('nothingFoundHint')} />
      )}
      {found.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('name')}</Table.Th>
              <Table.Th>{t('members')}</Table.Th>
              <Table.Th>{t('actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map((group) => (
              <Table.Tr key={group.id}>
                <Table.Td>{group.name}</Table.Td>
                <Table.Td>
                  <Text size="sm" lineClamp={1}>
                    {group.members.join(', ')}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Group gap={4} wrap="nowrap">
                    <Button
                      variant="default"
                      aria-label={t('editNamed', { name: group.name })}
                      onClick={() => setEdited(group)}
                    >
                      {t('common:edit')}
                    </Button>
                    <ConfirmButton
                      question={t('removeGroup', { name: group.name })}
                      action={t('common:remove')}
                      onConfirm={() => removing.mutate(group.id)}
                    >
                      {t('common:remove')}
                    </ConfirmButton>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {edited !== null && <GroupForm group={edited} onClose={() => setEdited(null)} />}
    </Stack>
  )
}
