import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invoke, saveFile } from '../../../api.ts'
import { Failure } from '../failure.tsx'

export function BatchExport({ batchId, failed }: { readonly batchId: string; readonly failed: number }) {
  const { t } = useTranslation('mass')
  const save = useMutation({
    meta: { showsError: true },
    mutationFn: async (only: 'all' | 'failed') =>
      saveFile((await invoke('batches.export', batchId, only)).token),
  })
  return (
    <>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          loading={save.isPending}
          onClick={() => save.mutate('all')}
        >
          {t('batch.exportAll')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={failed === 0 || save.isPending}
          onClick={() => save.mutate('failed')}
        >
          {t('batch.exportFailed')}
        </Button>
      </Group>
      <Failure error={save.error} title={t('error.export')} />
    </>
  )
}
