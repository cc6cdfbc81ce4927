import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../i18n/format.ts'
import { Failure } from '../failure.tsx'
import { JobProgress } from '../job-progress.tsx'
import { useMass } from '../mass-context.ts'
import { EncodingChoice } from './encoding-choice.tsx'
import { FileChooser } from './file-chooser.tsx'
import { ListAdviceNotice } from './list-advice.tsx'
import { ListFormat } from './list-format.tsx'
import { ListProblems } from './list-problems.tsx'
import { ListTable } from './list-table.tsx'

export function RecipientsStep() {
  const { t } = useTranslation('mass')
  const { list, listJob, closeList } = useMass()
  return (
    <Stack gap="sm">
      {listJob.isRunning && (
        <JobProgress
          label={t('list.reading')}
          done={listJob.done}
          total={listJob.total}
          onCancel={listJob.cancel}
        />
      )}
      <Failure error={listJob.error} title={t('error.list')} />
      <EncodingChoice />
      {list ? (
        <>
          <Group gap="sm">
            <Text size="sm" fw={600}>
              {t('list.loaded', { name: list.name, count: list.rows, rows: formatNumber(list.rows) })}
            </Text>
            <Button size="compact-sm" variant="default" onClick={closeList}>
              {t('list.another')}
            </Button>
          </Group>
          <ListFormat list={list} />
          <ListAdviceNotice list={list} />
          <ListTable key={list.id} list={list} />
          <ListProblems list={list} />
        </>
      ) : (
        !listJob.isRunning && <FileChooser />
      )}
    </Stack>
  )
}
