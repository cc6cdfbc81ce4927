import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OutboxEntry } from '../../../../shared/outbox-types.ts'
import classes from './outbox.module.css'
import { StateBadge } from './state-badge.tsx'

interface MessageRowProps {
  readonly index: number
  /** Pixels from the top of the list. */
  readonly start: number
  /** Undefined while its page is on the way. */
  readonly entry: OutboxEntry | undefined
  readonly selected: string | null
  readonly onSelect: (id: string) => void
}

export function MessageRow({ index, start, entry, selected, onSelect }: MessageRowProps) {
  const { t, i18n } = useTranslation('outbox')
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' })
  return (
    <button
      type="button"
      className={classes.row}
      data-index={index}
      aria-current={entry !== undefined && entry.id === selected ? 'true' : undefined}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => entry && onSelect(entry.id)}
    >
      {entry === undefined ? (
        <Text span size="xs" c="dimmed">
          {t('list.loading')}
        </Text>
      ) : (
        <>
          <Text span size="sm" fw={600} truncate>
            {entry.subject || t('list.noSubject')}
          </Text>
          <StateBadge state={entry.state} />
          <Text span size="xs" truncate>
            {entry.to}
          </Text>
          <Text span size="xs">
            {time.format(entry.time)}
          </Text>
        </>
      )}
    </button>
  )
}
