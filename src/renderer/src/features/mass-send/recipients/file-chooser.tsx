import { Button, FileButton, Group, Paper, Stack, Text } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileInfo } from '../../../../../shared/draft-types.ts'
import type { ListOptions } from '../../../../../shared/list-types.ts'
import { nearestWorkbookLocale } from '../../../../../shared/workbook-locales.ts'
import { invoke } from '../../../api.ts'
import { Failure } from '../failure.tsx'
import { JobProgress } from '../job-progress.tsx'
import { useMass } from '../mass-context.ts'
import { useUpload } from '../use-upload.ts'

/** Everything found; what a workbook leaves to the computer as this one has it. */
function detect(): ListOptions {
  const locale = nearestWorkbookLocale(navigator.language)
  return { encoding: null, delimiter: null, sheet: null, locale, addressColumn: null }
}

/** Drop a list, choose one, or take the sample. */
export function FileChooser() {
  const { t } = useTranslation('mass')
  const { openList } = useMass()
  const upload = useUpload()
  const [isOver, setOver] = useState(false)
  const [sampleError, setSampleError] = useState<unknown>(null)
  const use = (file: FileInfo) => openList(file.token, detect())
  const take = async (files: readonly File[]) => {
    const [file] = await upload.start(files.slice(0, 1))
    if (file) use(file)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take([...event.dataTransfer.files])
  }
  const onDragOver = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <Paper
      withBorder
      p="xl"
      onDrop={onDrop}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      style={{
        borderStyle: 'dashed',
        borderColor: isOver ? 'var(--mantine-primary-color-filled)' : undefined,
      }}
    >
      <Stack align="center" gap="sm">
        <Text fw={600}>{t('list.drop')}</Text>
        <Text size="sm" c="dimmed">
          {t('list.dropHint')}
        </Text>
        <Group>
          <FileButton
            onChange={(file) => file && void take([file])}
            accept=".csv,.tsv,.txt,.xlsx,.xlsm,text/csv"
            inputProps={{ 'aria-label': t('list.choose'), tabIndex: -1 }}
          >
            {(props) => <Button {...props}>{t('list.choose')}</Button>}
          </FileButton>
          <Button
            variant="default"
            onClick={() => invoke('files.sample', 'customers').then(use, setSampleError)}
          >
            {t('list.sample')}
          </Button>
        </Group>
        {upload.isRunning && (
          <JobProgress
            label={t('uploading')}
            done={upload.done}
            total={upload.total}
            onCancel={upload.cancel}
          />
        )}
        <Failure error={upload.error ?? sampleError} title={t('error.upload')} />
      </Stack>
    </Paper>
  )
}
