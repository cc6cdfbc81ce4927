// biome-ignore-all lint/a11y/useSemanticElements: a table cannot leave out the rows that are not in view
import styles from './data-grid.module.css'
import type { GridColumn } from './grid-column.ts'

export interface GridRowProps<Row> {
  readonly gridId: string
  readonly index: number
  /** Undefined while its page is on the way. */
  readonly row: Row | undefined
  readonly columns: readonly GridColumn<Row>[]
  readonly widthOf: (column: GridColumn<Row>) => number
  readonly height: number
  readonly activeColumn: number | null
  readonly onPick: (column: number) => void
  readonly onOpen: ((row: Row) => void) | null
}

export function GridRow<Row>(props: GridRowProps<Row>) {
  const { gridId, index, row, columns, widthOf, height, activeColumn, onPick, onOpen } = props
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active cell
    <div
      role="row"
      aria-rowindex={index + 2}
      className={activeColumn === null ? styles.row : `${styles.row} ${styles.active}`}
      style={{ height, lineHeight: `${height}px` }}
      onDoubleClick={row !== undefined && onOpen ? () => onOpen(row) : undefined}
    >
      {columns.map((column, position) => (
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useKeyWithClickEvents: the grid moves the active cell by keyboard
        <div
          key={column.id}
          id={`${gridId}-${index}-${position}`}
          role="gridcell"
          aria-colindex={position + 1}
          className={position === activeColumn ? `${styles.cell} ${styles.activeCell}` : styles.cell}
          style={{ width: widthOf(column) }}
          onClick={() => onPick(position)}
        >
          {row === undefined ? '' : column.render(row)}
        </div>
      ))}
    </div>
  )
}
