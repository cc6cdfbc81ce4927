// biome-ignore-all lint/a11y/useSemanticElements: a table cannot leave out the rows that are not in view
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import styles from './data-grid.module.css'
import { type GridColumn, type GridSort, nextSort } from './grid-column.ts'
import { GridHeaderCell } from './grid-header-cell.tsx'
import { type GridPlace, placeAfterKey } from './grid-keys.ts'
import { GridRow } from './grid-row.tsx'
import { visibleRows } from './scroll-scale.ts'
import { useGridScroll } from './use-grid-scroll.ts'
import type { PagedRows } from './use-paged-rows.ts'

const ROW_HEIGHT = 28
const HEADER_HEIGHT = 32

export interface DataGridProps<Row> {
  /** What the grid is, for those who cannot see it. */
  readonly label: string
  readonly columns: readonly GridColumn<Row>[]
  readonly rows: PagedRows<Row>
  readonly sort: GridSort | null
  readonly onSort: ((sort: GridSort | null) => void) | null
  /** Enter, or a double click. */
  readonly onOpen: ((row: Row) => void) | null
  /** The row the user went to, by mouse or keyboard. */
  readonly onPick?: ((row: Row) => void) | undefined
  /** Space. */
  readonly onToggle?: ((row: Row) => void) | undefined
  /** Pixels, or any CSS length. */
  readonly height: number | string
  readonly emptyText: string
}

/** A table of any length: only what is in view is drawn, and fetched. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, columns, rows, sort, onSort, onOpen, onPick, onToggle, height, emptyText } = props
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({})
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: 0 })
  const total = rows.total ?? 0
  const { scale, offset, showRow } = useGridScroll(scroller, total, ROW_HEIGHT, HEADER_HEIGHT)
  const { first, end } = visibleRows(scale, offset, total, ROW_HEIGHT)
  const { show } = rows
  useEffect(() => show(first, Math.max(first + 1, end)), [show, first, end])

  const widthOf = (column: GridColumn<Row>) => widths[column.id] ?? column.width
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0)
  const activeRow = Math.min(place.row, Math.max(0, total - 1))
  const isActiveDrawn = activeRow >= first && activeRow < end

  const goTo = (next: GridPlace) => {
    setPlace(next)
    const row = rows.rowAt(next.row)
    if (row !== undefined) onPick?.(row)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== scroller.current) return
    const active = rows.rowAt(activeRow)
    if (event.key === 'Enter' && onOpen && active !== undefined) {
      event.preventDefault()
      onOpen(active)
      return
    }
    if (event.key === ' ' && onToggle && active !== undefined) {
      event.preventDefault()
      onToggle(active)
      return
    }
    const page = Math.max(1, Math.floor(scale.viewport / ROW_HEIGHT) - 1)
    const size = { rows: total, columns: columns.length, page }
    const next = placeAfterKey(event.key, { ...place, row: activeRow }, size, event.ctrlKey || event.metaKey)
    if (!next) return
    event.preventDefault()
    goTo(next)
    showRow(next.row)
    const left = columns.slice(0, next.column).reduce((sum, column) => sum + widthOf(column), 0)
    const column = columns[next.column]
    if (column && left < scroller.current.scrollLeft) scroller.current.scrollLeft = left
    const right = left + (column ? widthOf(column) : 0)
    if (right > scroller.current.scrollLeft + scroller.current.clientWidth)
      scroller.current.scrollLeft = right - scroller.current.clientWidth
  }

  return (
    <div
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isActiveDrawn ? `${id}-${activeRow}-${place.column}` : undefined}
      tabIndex={0}
      ref={scroller}
      className={styles.scroller}
      style={{ height }}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: scale.barHeight + HEADER_HEIGHT, width, minHeight: '100%' }}>
        <div role="presentation" className={styles.layer} style={{ height: scale.viewport + HEADER_HEIGHT }}>
          <div role="rowgroup">
            {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid */}
            <div
              role="row"
              aria-rowindex={1}
              className={`${styles.row} ${styles.header}`}
              style={{ height: HEADER_HEIGHT }}
            >
              {columns.map((column, index) => (
                <GridHeaderCell
                  key={column.id}
                  id={column.id}
                  label={column.label}
                  index={index}
                  width={widthOf(column)}
                  sort={sort}
                  onSort={onSort && column.isSortable ? () => onSort(nextSort(sort, column.id)) : null}
                  onResize={(to) => setWidths((known) => ({ ...known, [column.id]: to }))}
                />
              ))}
            </div>
          </div>
          <div role="rowgroup" style={{ transform: `translateY(${first * ROW_HEIGHT - offset}px)` }}>
            {Array.from({ length: end - first }, (_, index) => first + index).map((index) => (
              <GridRow
                key={index}
                gridId={id}
                index={index}
                row={rows.rowAt(index)}
                columns={columns}
                widthOf={widthOf}
                height={ROW_HEIGHT}
                activeColumn={index === activeRow ? place.column : null}
                onPick={(column) => goTo({ row: index, column })}
                onOpen={onOpen}
              />
            ))}
          </div>
          {rows.total === 0 && <div className={styles.empty}>{emptyText}</div>}
        </div>
      </div>
    </div>
  )
}
