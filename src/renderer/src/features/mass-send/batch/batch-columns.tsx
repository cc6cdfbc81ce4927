import { Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { BatchRow } from '../../../../../shared/batch-types.ts'
import type { GridColumn } from '../../../components/data-grid/grid-column.ts'
import { formatDateTime, formatNumber } from '../../../i18n/format.ts'
import { STATE_COLORS } from './state-colors.ts'

/** What the journal tells of a row first, then the cells of the list. */
export function batchColumns(
  names: readonly string[],
  t: TFunction<'mass'>,
): readonly GridColumn<BatchRow>[] {
  const fixed = { isSortable: false }
  return [
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
    { ...fixed, id: '#answer', label: t('row.answer'), width: 320, render: answerOf },
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

function answerOf({ result }: BatchRow): string {
  if (!result) return ''
  return [result.code, result.enhanced, result.text].filter((part) => part !== null && part !== '').join(' ')
}
