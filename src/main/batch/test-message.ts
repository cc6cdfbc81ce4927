/** One row of a CSV as a message to the sender's own people, to look at in a real mailbox. */

import type { CsvRow } from '../../shared/batch-types.ts'
import { InputError } from '../../shared/errors.ts'
import { type RowTable, rowRecord } from '../csv/table.ts'
import type { MessageDocument } from '../mail/message-file.ts'
import type { Template } from '../template/template.ts'

export const TEST_TAG = '[TEST] '

/** More is a mailing, and a mailing is a batch. */
export const MOST_TEST_ADDRESSES = 10

/** Headers that would name the row's own recipients, or make a mailbox take the real message for a repeat. */
const REPLACED = /^(?:(?:resent-)?(?:to|cc|bcc)|message-id)$/i

/**
 * The message of row `number`, tagged, to `to` and nobody else, under a Message-ID of its own. Throws
 * InputError `unknown-row`, and what reading and rendering the row throw.
 */
export async function testMessage(
  source: { readonly table: RowTable; readonly csvName: string; readonly template: Template },
  number: number,
  to: readonly string[],
): Promise<MessageDocument> {
  if (to.length === 0 || to.length > MOST_TEST_ADDRESSES) {
    throw new InputError(
      'bad-option',
      `A test goes to 1 to ${MOST_TEST_ADDRESSES} addresses, not to ${to.length}: for more, merge a CSV.`,
      { field: 'test-to' },
    )
  }
  const row = await findRow(source.table, source.csvName, number)
  const document = source.template.render(rowRecord(source.table.columns, row.cells))
  const headers = Object.entries(document.headers ?? {})
    .filter(([name]) => !REPLACED.test(name))
    .map(([name, value]) => [name, name.toLowerCase() === 'subject' ? TEST_TAG + value : value])
  return {
    ...document,
    subject: TEST_TAG + (document.subject ?? ''),
    to,
    cc: [],
    bcc: [],
    headers: Object.fromEntries(headers),
    messageId: undefined,
  }
}

async function findRow(table: RowTable, file: string, number: number): Promise<CsvRow> {
  let rows = 0
  for await (const entries of table.entries) {
    const entry = entries[number - rows - 1]
    rows += entries.length
    if (entry?.kind === 'row') return entry.row
    if (entry)
      throw new InputError(
        'unknown-row',
        `Row ${number} of ${file} cannot be read: ${entry.problem.message}`,
        { file, row: number },
      )
  }
  throw new InputError(
    'unknown-row',
    `${file} has ${rows} rows, so there is no row ${number}: choose another one.`,
    { file, row: number },
  )
}
