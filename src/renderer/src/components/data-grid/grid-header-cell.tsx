// biome-ignore-all lint/a11y/useSemanticElements: a table cannot leave out the rows that are not in view
import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './data-grid.module.css'
import type { GridSort } from './grid-column.ts'

const NARROWEST = 48
const WIDEST = 1200
const KEY_STEP = 16

export interface GridHeaderCellProps {
  readonly id: string
  readonly label: string
  readonly index: number
  readonly width: number
  readonly sort: GridSort | null
  readonly onSort: (() => void) | null
  readonly onResize: (width: number) => void
}

export function GridHeaderCell({ label, index, id, width, sort, onSort, onResize }: GridHeaderCellProps) {
  const { t } = useTranslation('mass')
  const isSorted = sort?.column === id
  const direction = isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'
  const arrow = isSorted ? (sort.descending ? ' ↓' : ' ↑') : ''
  const resize = (to: number) => onResize(Math.min(WIDEST, Math.max(NARROWEST, Math.round(to))))

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const handle = event.currentTarget
    const start = event.clientX
    handle.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) => resize(width + moved.clientX - start)
    const end = () => {
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('pointerup', end)
      handle.removeEventListener('pointercancel', end)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', end)
    handle.addEventListener('pointercancel', end)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -KEY_STEP : event.key === 'ArrowRight' ? KEY_STEP : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    resize(width + step)
  }

  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={onSort ? direction : undefined}
      className={styles.headerCell}
      style={{ width }}
    >
      {onSort ? (
        <button type="button" className={styles.sort} onClick={onSort} title={label}>
          {label}
          <span aria-hidden>{arrow}</span>
        </button>
      ) : (
        <span className={styles.label} title={label}>
          {label}
        </span>
      )}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={t('grid.resize', { column: label })}
        aria-valuemin={NARROWEST}
        aria-valuemax={WIDEST}
        aria-valuenow={width}
        tabIndex={0}
        className={styles.resize}
        onPointerDown={drag}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
