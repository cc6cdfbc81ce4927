/** The order of a column. */

/** Rows by index, by the folded text of their cells; equal cells stay in the order of the file. Numbers by size where every cell is one or blank. */
export function sortedRows(keys: readonly string[], descending: boolean): Uint32Array {
  const rows = Uint32Array.from(keys, (_, index) => index)
  const sign = descending ? -1 : 1
  const numbers = numbersOf(keys)
  if (numbers) return rows.sort((a, b) => sign * compare(numbers[a] ?? 0, numbers[b] ?? 0) || a - b)
  return rows.sort((a, b) => sign * compare(keys[a] ?? '', keys[b] ?? '') || a - b)
}

/** Blank cells come before every number; null where a cell is text. */
function numbersOf(cells: readonly string[]): Float64Array | null {
  const numbers = new Float64Array(cells.length)
  for (const [index, cell] of cells.entries()) {
    const text = cell.trim()
    if (text !== '' && !/^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return null
    numbers[index] = text === '' ? Number.NEGATIVE_INFINITY : Number(text)
  }
  return numbers
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
