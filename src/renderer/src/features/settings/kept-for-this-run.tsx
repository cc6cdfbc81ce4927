import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { appInfoQuery } from '../../settings-query.ts'

/** Says so where secrets do not survive the end of the program. */
export function KeptForThisRun() {
  const { t } = useTranslation('settings')
  const keeps = useQuery(appInfoQuery).data?.keepsPasswords ?? true
  if (keeps) return null
  return (
    <Text size="sm" c="dimmed">
      {t('passwordThisRun')}
    </Text>
  )
}
