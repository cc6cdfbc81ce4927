import { Drawer, Loader, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { EMPTY_DRAFT } from '../../../../shared/draft-types.ts'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
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
  const drafts = useQuery({
    queryKey: ['drafts'],
    queryFn: async () => {
      await saveNow()
      return invoke('drafts.list')
    },
    enabled: isOpen,
    staleTime: 0,
    gcTime: 0,
  })

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
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      title={t('drafts.title')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      {drafts.isLoading && <Loader size="sm" aria-label={t('drafts.loading')} />}
      {drafts.error && <ErrorNotice error={drafts.error} onRetry={() => void drafts.refetch()} />}
      {drafts.data?.length === 0 && <Text size="sm">{t('drafts.none')}</Text>}
      <Stack gap="sm">
        {drafts.data?.map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            onOpen={() => attempt(() => open(draft.id))}
            onRemove={() => attempt(() => remove(draft.id))}
            onRestored={onClose}
          />
        ))}
      </Stack>
    </Drawer>
  )
}
