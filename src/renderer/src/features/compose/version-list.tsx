import { Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../api.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { formatDateTime } from '../../i18n/format.ts'
import { attempt } from './attempt.ts'
import { saveNow } from './autosave.ts'
import { openContent } from './compose-store.ts'

interface VersionListProps {
  readonly id: string
  readonly onRestored: () => void
}

/** Restoring appends the old text as the newest version: nothing is lost by it. */
export function VersionList({ id, onRestored }: VersionListProps) {
  const { t } = useTranslation('compose')
  const versions = useQuery({
    queryKey: ['drafts', id, 'versions'],
    queryFn: () => invoke('drafts.versions', id),
    staleTime: 0,
  })

  async function restore(version: number): Promise<void> {
    await saveNow()
    const { content } = await invoke('drafts.version', id, version)
    openContent(content, id)
    onRestored()
  }

  return (
    <Stack gap={4} mt={6}>
      {versions.error && <ErrorNotice error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.data?.map(({ version, savedAt }) => (
        <Button
          key={version}
          size="compact-xs"
          variant="subtle"
          justify="flex-start"
          onClick={() => attempt(() => restore(version))}
        >
          {t('drafts.restore', { version, time: formatDateTime(savedAt) })}
        </Button>
      ))}
    </Stack>
  )
}
