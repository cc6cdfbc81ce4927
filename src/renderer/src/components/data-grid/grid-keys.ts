export interface GridPlace {
  readonly row: number
  readonly column: number
}

/** Where a key leads from a cell; null for keys the grid has no use for. */
export function placeAfterKey(
  key: string,
  { row, column }: GridPlace,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
  withControl: boolean,
): GridPlace | null {
  const at = (toRow: number, toColumn: number): GridPlace => ({
    row: Math.min(Math.max(0, toRow), Math.max(0, size.rows - 1)),
    column: Math.min(Math.max(0, toColumn), Math.max(0, size.columns - 1)),
  })
  switch (key) {
    case 'ArrowUp':
      return at(row - 1, column)
    case 'ArrowDown':
      return at(row + 1, column)
    case 'ArrowLeft':
      return at(row, column - 1)
    case 'ArrowRight':
      return at(row, column + 1)
    case 'PageUp':
      return at(row - size.page, column)
    case 'PageDown':
      return at(row + size.page, column)
    case 'Home':
      return at(withControl ? 0 : row, 0)
    case 'End':
      return at(withControl ? size.rows - 1 : row, size.columns - 1)
    default:
      return null
  }
}
