import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invoke, saveFile } from '../../api.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { ImportFile } from './import-file.tsx'
import { refetchList } from './refetch.ts'
import { SuppressionAdd } from './suppression-add.tsx'
import { SuppressionTable } from './suppression-table.tsx'

/** What is shown at once; the rest is found by searching or turning the page. */
const PAGE = 100

/** Who must never be written to. */
export function SuppressionList() {
  const { t } = useTranslation(['contacts', 'common'])
  const [search, setSearch] = useState('')
  const [offset, setOffset] = useState(0)
  const list = useQuery({
    queryKey: ['suppression', search, offset],
    queryFn: () => invoke('suppression.list', search, offset, PAGE),
    placeholderData: keepPreviousData,
  })
  const removing = useMutation({
    mutationFn: (entry: string) => invoke('suppression.remove', [entry]),
    onSuccess: () => refetchList('suppression'),
  })
  const exporting = useMutation({
    mutationFn: async () => saveFile((await invoke('suppression.export')).token),
  })
  const total = list.data?.total ?? 0
  const entries = list.data?.entries ?? []

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('suppressionHint')}
      </Text>
      <SuppressionAdd />
      <Group justify="space-between">
        <TextInput
          aria-label={t('suppressionSearch')}
          placeholder={t('common:search')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setOffset(0)
          }}
        />
        <Group gap="xs">
          <ImportFile kind="suppression" />
          <Button
            variant="default"
            disabled={total === 0}
            loading={exporting.isPending}
            onClick={() => exporting.mutate()}
          >
            {t('common:export')}
          </Button>
        </Group>
      </Group>
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && total === 0 && (
        <EmptyState
          title={search === '' ? t('suppressionEmpty') : t('nothingFound')}
          text={search === '' ? t('suppressionEmptyHint') : t('nothingFoundHint')}
        />
      )}
      {entries.length > 0 && (
        <>
          <SuppressionTable entries={entries} onRemove={(entry) => removing.mutate(entry)} />
          <Group gap="xs">
            <Text size="sm">
              {t('shown', {
                from: formatNumber(offset + 1),
                to: formatNumber(offset + entries.length),
                total: formatNumber(total),
              })}
            </Text>
            <Button
              variant="default"
              disabled={offset === 0}
              onClick={() => setOffset(Math.max(0, offset - PAGE))}
            >
              {t('previous')}
            </Button>
            <Button
              variant="default"
              disabled={offset + PAGE >= total}
              onClick={() => setOffset(offset + PAGE)}
            >
              {t('next')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}
