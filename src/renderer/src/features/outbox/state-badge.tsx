import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OutboxState } from '../../../../shared/outbox-types.ts'

const COLOURS: Readonly<Record<OutboxState, string>> = {
  accepted: '#1f6b30',
  captured: '#0b6b52',
  deferred: '#8a4b00',
  failed: 'red.9',
  uncertain: '#a03d00',
  attempting: 'blue.9',
  queued: 'gray.7',
  skipped: 'gray.7',
}

export function StateBadge({ state }: { readonly state: OutboxState }) {
  const { t } = useTranslation('outbox')
  return (
    <Badge miw="max-content" size="xs" radius="sm" variant="filled" color={COLOURS[state]}>
      {t(`state.${state}`)}
    </Badge>
  )
}
