/** A single row as a table, for functions that look rows up in one. */
import type { CsvTable } from '../csv/table.ts'

export function oneRowTable(columns: readonly string[], line: number, cells: readonly string[]): CsvTable {
  async function* entries() {
    yield [{ kind: 'row' as const, row: { number: 1, line, cells } }]
  }
  return {
    encoding: 'utf-8',
    bom: false,
    delimiter: ',',
    columns,
    entries: { [Symbol.asyncIterator]: entries },
  }
}
