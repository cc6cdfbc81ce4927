import { Alert, Stack, Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ListInfo } from '../../../../../shared/list-types.ts'
import { invoke } from '../../../api.ts'
import { MessageView } from '../../../components/message-view/message-view.tsx'
import { Failure } from '../failure.tsx'
import { useMass } from '../mass-context.ts'
import { RowNavigator } from './row-navigator.tsx'

export interface RowPreviewProps {
  readonly list: ListInfo
  readonly row: number
  readonly onRow: (row: number) => void
}

/** The message of one row, the very bytes that would leave. */
export function RowPreview({ list, row, onRow }: RowPreviewProps) {
  const { t } = useTranslation('mass')
  const { mass, report } = useMass()
  const { content, attachmentTemplate, attachmentFiles, options } = mass
  const { data, error } = useQuery({
    queryKey: ['mass-preview', list.id, row, content, attachmentTemplate, attachmentFiles, options],
    queryFn: () => invoke('mass.previewRow', mass, list.id, row),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  })
  return (
    <Stack gap="xs" component="section" aria-label={t('preview.title')}>
      <Title order={2} size="h5">
        {t('preview.title')}
      </Title>
      <RowNavigator rows={list.rows} row={row} onRow={onRow} landmarks={report?.landmarks ?? []} />
      <Failure error={error} title={t('error.preview')} />
      {data?.problem && (
        <Alert color="red" title={t('preview.noMessage')}>
          {data.problem}
        </Alert>
      )}
      {data?.row.text && (
        <Text size="sm" c="dimmed">
          {t(`listState.${data.row.state}`)}: {data.row.text}
        </Text>
      )}
      {data?.view && <MessageView view={data.view} />}
    </Stack>
  )
}
