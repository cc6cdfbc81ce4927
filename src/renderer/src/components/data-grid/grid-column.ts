import type { ReactNode } from 'react'

export interface GridColumn<Row> {
  readonly id: string
  readonly label: string
  /** Pixels at first; the user may change them. */
  readonly width: number
  readonly isSortable: boolean
  readonly render: (row: Row) => ReactNode
}

export interface GridSort {
  readonly column: string
  readonly descending: boolean
}

/** Up, down, not at all. */
export function nextSort(sort: GridSort | null, column: string): GridSort | null {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}
