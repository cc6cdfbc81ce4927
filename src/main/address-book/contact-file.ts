/** Contacts as CSV, from and for any other program. */
import type { Contact } from '../../shared/app-types.ts'
import { InputError } from '../../shared/errors.ts'
import { csvLine, unguardCell } from '../csv/export.ts'
import type { RowTable } from '../csv/table.ts'
import type { AddressBook } from './address-book.ts'

export interface ContactImport {
  readonly added: number
  readonly known: number
  /** Rows without an address that can be read; blank rows are not counted. */
  readonly refused: number
}

const NAME = ['name', 'full name', 'display name', '名前', '氏名']
const ADDRESS = ['address', 'email', 'e-mail', 'mail', 'email address', 'e-mail address', 'メールアドレス']
const NOTE = ['note', 'notes', 'メモ', '備考']

/** A byte order mark, so that spreadsheets take the file for UTF-8. */
const BOM = '\uFEFF'

/** Adds every row that can be read; throws InputError `unknown-field` where no column holds addresses. */
export async function importContacts(book: AddressBook, table: RowTable): Promise<ContactImport> {
  const [name, address, note] = [NAME, ADDRESS, NOTE].map((names) => columnOf(table.columns, names))
  if (address === undefined) {
    const known = table.columns.map((column) => `"${column}"`).join(', ')
    throw new InputError(
      'unknown-field',
      `The file has the columns ${known}: rename the one that holds the addresses to "address" or "email".`,
      { field: 'address' },
    )
  }
  let [added, knownBefore, refused] = [0, 0, 0]
  for await (const entries of table.entries) {
    book.atOnce(() => {
      for (const { kind, row } of entries) {
        const cell = (index: number | undefined): string => unguardCell(row.cells[index ?? -1] ?? '').trim()
        if (row.cells.every((text) => text.trim() === '')) continue
        const contact = { name: cell(name), address: cell(address), note: cell(note) }
        const outcome = kind === 'row' ? tryAdd(book, contact) : null
        if (outcome === null) refused++
        else if (outcome) added++
        else knownBefore++
      }
    })
  }
  return { added, known: knownBefore, refused }
}

/** Lines of the file, each ending in CRLF. */
export function* contactLines(contacts: Iterable<Contact>): Generator<string> {
  yield BOM + csvLine(['name', 'address', 'note'])
  for (const { name, address, note } of contacts) yield csvLine([name, address, note])
}

/** Null where the row cannot be a contact. */
function tryAdd(book: AddressBook, contact: Omit<Contact, 'id'>): boolean | null {
  try {
    return book.addIfNew(contact)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** The first of the names that is a column. */
function columnOf(columns: readonly string[], names: readonly string[]): number | undefined {
  const lower = columns.map((column) => column.toLowerCase())
  const found = names.map((name) => lower.indexOf(name)).find((index) => index >= 0)
  return found
}
