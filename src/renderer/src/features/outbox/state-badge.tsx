import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OutboxState } from '../../../../shared/outbox-types.ts'

const COLOURS: Readonly<Record<OutboxState, string>> = {
  accepted: 'green.9',
  captured: 'teal.9',
  deferred: 'yellow.9',
  failed: 'red.9',
  uncertain: 'orange.9',
  attempting: 'blue.9',
  queued: 'gray.7',
  skipped: 'gray.7',
}

export function StateBadge({ state }: { readonly state: OutboxState }) {
  const { t } = useTranslation('outbox')
  return (
    <Badge size="xs" radius="sm" variant="filled" color={COLOURS[state]}>
      {t(`state.${state}`)}
    </Badge>
  )
}
