import { Alert, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListInfo } from '../../../../../shared/list-types.ts'

/** What is probably wrong with the list as a whole, and what to do about it. */
export function ListAdviceNotice({ list }: { readonly list: ListInfo }) {
  const { t } = useTranslation('mass')
  if (list.advice.length === 0) return null
  return (
    <Alert color="yellow" role="alert" title={t('advice.title')}>
      <Stack gap={4}>
        {list.advice.map(({ kind, text }) => (
          <Text key={kind} size="sm">
            {t(`advice.${kind}`, { name: list.name, text })}
          </Text>
        ))}
      </Stack>
    </Alert>
  )
}
