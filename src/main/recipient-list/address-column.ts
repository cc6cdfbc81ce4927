/** Which column of a table holds the addresses. */

import { InputError } from '../../shared/errors.ts'
import type { CsvEntry, RowTable } from '../csv/table.ts'
import { parseAddress } from '../mail/address.ts'
import { defaultMimePolicy } from '../mail/mime.ts'

const NAME = /^(?:e-?mail|mail|address|to|recipient)$|e-?mail|メール|邮箱|correo|courriel/i

/** Rows that are looked at. */
const SAMPLE = 200

/** What a fitting name is worth against content: it decides between two columns of addresses. */
const NAMED = 0.6

/**
 * The name of the column; where nothing fits, the first one, whose rows then tell what is wrong. Throws
 * InputError `unknown-field` for a wanted column that is not there.
 */
export async function findAddressColumn(table: RowTable, wanted: string | null): Promise<string> {
  const { columns } = table
  if (wanted !== null) {
    if (columns.includes(wanted)) return wanted
    const known = columns.map((name) => `"${name}"`).join(', ')
    throw new InputError(
      'unknown-field',
      `The file has no column "${wanted}", only ${known}: choose one of them.`,
      { field: 'addressColumn' },
    )
  }
  const rows = (await firstEntries(table)).filter(({ kind }) => kind === 'row')
  const scores = columns.map((name, index) => share(rows, index) + (NAME.test(name) ? NAMED : 0))
  return columns[scores.indexOf(Math.max(...scores))] ?? columns[0] ?? ''
}

async function firstEntries(table: RowTable): Promise<readonly CsvEntry[]> {
  for await (const entries of table.entries) return entries.slice(0, SAMPLE)
  return []
}

/** How many of the cells that are not blank are addresses. */
function share(entries: readonly CsvEntry[], index: number): number {
  const cells = entries.map(({ row }) => row.cells[index] ?? '').filter((cell) => cell.trim() !== '')
  return cells.length === 0 ? 0 : cells.filter(isAddress).length / cells.length
}

export function isAddress(cell: string): boolean {
  try {
    parseAddress(cell.trim(), 'address', defaultMimePolicy)
    return true
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}
