import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invoke, saveFile } from '../../api.ts'
import { FileDrop } from '../../components/file-drop.tsx'
import { showInfo } from '../../components/notices.ts'
import { appInfoQuery, keepSettings } from '../../settings-query.ts'

export function DataTab() {
  const { t } = useTranslation(['settings', 'common'])
  const info = useQuery(appInfoQuery).data
  const exporting = useMutation({
    mutationFn: async () => saveFile((await invoke('settings.export')).token),
  })
  const importing = useMutation({
    mutationFn: (token: string) => invoke('settings.import', token),
    onSuccess: (view) => {
      keepSettings(view)
      showInfo(t('imported'))
    },
  })
  return (
    <Stack gap="lg">
      <section aria-labelledby="settings-export">
        <Title order={2} id="settings-export" mb={4}>
          {t('exportTitle')}
        </Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t('exportHint')}
        </Text>
        <Button variant="default" loading={exporting.isPending} onClick={() => exporting.mutate()}>
          {t('common:export')}
        </Button>
      </section>
      <section aria-labelledby="settings-import">
        <Title order={2} id="settings-import" mb={4}>
          {t('importTitle')}
        </Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t('importHint')}
        </Text>
        <FileDrop accept=".json" onFile={({ token }) => importing.mutate(token)} />
      </section>
      {info !== undefined && (
        <Group>
          <Text size="sm" c="dimmed">
            {t('version', { version: info.version })}
          </Text>
        </Group>
      )}
    </Stack>
  )
}
