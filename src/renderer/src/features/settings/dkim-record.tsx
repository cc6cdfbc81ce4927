import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DkimInfo } from '../../../../shared/app-types.ts'

/** What has to stand in the DNS before receivers accept the signatures. */
export function DkimRecord({ record }: { readonly record: NonNullable<DkimInfo['record']> }) {
  const { t } = useTranslation('settings')
  return (
    <Stack gap={4} component="section" aria-label={t('dkimRecord')}>
      <Text size="sm" fw={500}>
        {t('dkimRecord')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('dkimRecordHint')}
      </Text>
      {(['name', 'value'] as const).map((part) => (
        <Group key={part} gap="xs" wrap="nowrap" align="flex-start">
          <Code block flex={1} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {record[part]}
          </Code>
          <CopyButton value={record[part]}>
            {({ copied, copy }) => (
              <Button variant="default" size="compact-sm" onClick={copy}>
                {t(copied ? 'dkimCopied' : `dkimCopy_${part}`)}
              </Button>
            )}
          </CopyButton>
        </Group>
      ))}
    </Stack>
  )
}
