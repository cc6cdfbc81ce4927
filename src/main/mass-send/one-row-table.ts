/** A single row as a table, for functions that look rows up in one. */
import type { RowTable } from '../csv/table.ts'

export function oneRowTable(columns: readonly string[], line: number, cells: readonly string[]): RowTable {
  async function* entries() {
    yield [{ kind: 'row' as const, row: { number: 1, line, cells } }]
  }
  return { columns, entries: { [Symbol.asyncIterator]: entries } }
}
