import { Anchor } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../i18n/format.ts'

export interface RowLinksProps {
  readonly rows: readonly number[]
  /** Of which `rows` are the first. */
  readonly count: number
  readonly onShowRow: (row: number) => void
}

/** Rows that can be looked at in the preview. */
export function RowLinks({ rows, count, onShowRow }: RowLinksProps) {
  const { t } = useTranslation('mass')
  return (
    <>
      {rows.map((row, index) => (
        <Fragment key={row}>
          {index > 0 && ', '}
          <Anchor component="button" type="button" size="sm" onClick={() => onShowRow(row)}>
            {t('check.row', { row: formatNumber(row) })}
          </Anchor>
        </Fragment>
      ))}
      {count > rows.length && ` … (${t('rows', { count })})`}
    </>
  )
}
