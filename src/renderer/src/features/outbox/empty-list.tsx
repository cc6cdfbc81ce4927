import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { goTo } from '../../components/go-to.ts'
import { sampleMessage } from '../../components/sample-message.ts'

export function EmptyList({ isSearch }: { readonly isSearch: boolean }) {
  const { t } = useTranslation('outbox')
  if (isSearch) {
    return (
      <Text size="sm" p="md">
        {t('list.nothingFound')}
      </Text>
    )
  }
  return (
    <Stack gap="xs" p="md" align="flex-start">
      <Text size="sm">{t('list.empty')}</Text>
      <Text size="xs" c="dimmed">
        {t('sample.explain')}
      </Text>
      <Button
        size="xs"
        variant="default"
        onClick={() => void sampleMessage().then((content) => goTo({ screen: 'compose', content }))}
      >
        {t('sample.offer')}
      </Button>
    </Stack>
  )
}
