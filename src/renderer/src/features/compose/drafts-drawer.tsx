import { Drawer, Loader, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EMPTY_DRAFT } from '../../../../shared/draft-types.ts'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { matches } from '../../components/matches.ts'
import { SearchField } from '../../components/search-field.tsx'
import { attempt } from './attempt.ts'
import { openSaved, saveNow } from './autosave.ts'
import { composeState, openContent } from './compose-store.ts'
import { DraftRow } from './draft-row.tsx'

interface DraftsDrawerProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function DraftsDrawer({ isOpen, onClose }: DraftsDrawerProps) {
  const { t } = useTranslation('compose')
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      title={t('drafts.title')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Drafts onClose={onClose} />
    </Drawer>
  )
}

/** Mounted anew whenever the drawer opens: what was searched for last time hides nothing. */
function Drafts({ onClose }: Pick<DraftsDrawerProps, 'onClose'>) {
  const { t } = useTranslation('compose')
  const [search, setSearch] = useState('')
  const drafts = useQuery({
    queryKey: ['drafts'],
    queryFn: async () => {
      await saveNow()
      return invoke('drafts.list')
    },
    staleTime: 0,
    gcTime: 0,
  })

  const found = (drafts.data ?? []).filter(({ subject, to }) => matches(search, [subject, to]))

  async function open(id: string): Promise<void> {
    await saveNow()
    const draft = await invoke('drafts.get', id)
    openSaved(draft.content, draft.id, draft.savedAt)
    onClose()
  }

  async function remove(id: string): Promise<void> {
    await saveNow()
    await invoke('drafts.remove', id)
    if (composeState().draftId === id) openContent(EMPTY_DRAFT)
    await drafts.refetch()
  }

  return (
    <>
      {drafts.isLoading && <Loader size="sm" aria-label={t('drafts.loading')} />}
      {drafts.error && <ErrorNotice error={drafts.error} onRetry={() => void drafts.refetch()} />}
      {drafts.data?.length === 0 && <Text size="sm">{t('drafts.none')}</Text>}
      {drafts.data !== undefined && drafts.data.length > 0 && (
        <SearchField label={t('drafts.search')} value={search} onChange={setSearch} />
      )}
      {drafts.data !== undefined && drafts.data.length > 0 && found.length === 0 && (
        <Text size="sm" mt="sm">
          {t('drafts.notFound')}
        </Text>
      )}
      <Stack gap="sm" mt="sm">
        {found.map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            onOpen={() => attempt(() => open(draft.id))}
            onRemove={() => attempt(() => remove(draft.id))}
            onRestored={onClose}
          />
        ))}
      </Stack>
    </>
  )
}
