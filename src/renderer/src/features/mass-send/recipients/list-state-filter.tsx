import { Chip, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListInfo, ListRowState } from '../../../../../shared/list-types.ts'
import { formatNumber } from '../../../i18n/format.ts'

export interface ListStateFilterProps {
  readonly list: ListInfo
  /** Null: all rows. */
  readonly state: ListRowState | null
  readonly onChange: (state: ListRowState | null) => void
}

/** Counts by state; they add up to the number of rows. */
export function ListStateFilter({ list, state, onChange }: ListStateFilterProps) {
  const { t } = useTranslation('mass')
  const counts: readonly (readonly [ListRowState, number])[] = [
    ['valid', list.valid],
    ['problem', list.problems],
    ['blank', list.blank],
    ['duplicate', list.duplicates],
    ['suppressed', list.suppressed],
  ]
  return (
    <Chip.Group
      value={state ?? 'all'}
      onChange={(value) => onChange(counts.find(([name]) => name === value)?.[0] ?? null)}
    >
      <Group gap={6} role="group" aria-label={t('filter')}>
        <Chip value="all" size="xs">
          {t('listState.all')} {formatNumber(list.rows)}
        </Chip>
        {counts.map(([name, count]) => (
          <Chip key={name} value={name} size="xs" disabled={count === 0 && state !== name}>
            {t(`listState.${name}`)} {formatNumber(count)}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  )
}
