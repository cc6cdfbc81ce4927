import { Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { BatchRow } from '../../../../../shared/batch-types.ts'
import type { GridColumn } from '../../../components/data-grid/grid-column.ts'
import { formatDateTime, formatNumber } from '../../../i18n/format.ts'
import { replyText } from './reply-text.ts'
import { STATE_COLORS } from './state-colors.ts'
import { decidable, type RowSelection } from './use-row-selection.ts'

/** What the journal tells of a row first, then the cells of the list. */
export function batchColumns(
  names: readonly string[],
  t: TFunction<'mass'>,
  selection: RowSelection,
): readonly GridColumn<BatchRow>[] {
  const fixed = { isSortable: false }
  return [
    {
      ...fixed,
      id: '#selected',
      label: t('row.selected'),
      width: 48,
      // The grid keeps the focus; space ticks the row that is active in it.
      render: (row) =>
        decidable(row) !== null && (
          <input
            type="checkbox"
            style={{ margin: 0, verticalAlign: 'middle' }}
            tabIndex={-1}
            aria-label={t('row.select', { row: formatNumber(row.number) })}
            checked={selection.has(row)}
            onChange={() => selection.toggle(row)}
          />
        ),
    },
    { ...fixed, id: '#row', label: t('row.number'), width: 72, render: (row) => formatNumber(row.number) },
    { ...fixed, id: '#address', label: t('row.address'), width: 220, render: (row) => row.address },
    {
      ...fixed,
      id: '#state',
      label: t('row.state'),
      width: 130,
      render: (row) => (
        <Text span inherit>
          <Text span inherit c={STATE_COLORS[row.state]} aria-hidden>
            {'● '}
          </Text>
          {t(`state.${row.state}`)}
        </Text>
      ),
    },
    { ...fixed, id: '#answer', label: t('row.answer'), width: 320, render: (row) => replyText(row.result) },
    { ...fixed, id: '#attempts', label: t('row.attempts'), width: 90, render: (row) => row.attempts },
    {
      ...fixed,
      id: '#time',
      label: t('row.time'),
      width: 170,
      render: (row) =>
        row.nextAttemptAt !== null
          ? t('row.nextAt', { time: formatDateTime(row.nextAttemptAt) })
          : row.settledAt === null
            ? ''
            : formatDateTime(row.settledAt),
    },
    ...names.map((label, index) => ({
      ...fixed,
      id: `cell-${index}`,
      label,
      width: 150,
      render: (row: BatchRow) => row.cells[index] ?? '',
    })),
  ]
}
