/** The options of a CSV or workbook given as an argument. */
import type { Command } from 'commander'
import { InputError } from '../../shared/errors.ts'
import { diskTable } from '../platform/disk-files.ts'
import { openTable, type Table, type TableOptions } from '../xlsx/open-table.ts'

/** What `withTable` adds. */
export interface TableArguments {
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheet?: string
  readonly locale?: string
}

export function withTable(command: Command): Command {
  return command
    .option(
      '--encoding <name>',
      'of a CSV: utf-8, utf-16le, utf-16be, shift_jis, euc-jp, gb18030 or windows-1252; detected otherwise',
    )
    .option('--delimiter <char>', 'of a CSV: one of , ; | or tab; detected otherwise')
    .option('--sheet <name>', 'of a workbook: the sheet to read; the first visible one with data otherwise')
    .option(
      '--locale <tag>',
      'of a workbook: whose separators and dates to show, such as de or ja; en-US otherwise',
    )
}

/** Throws what openTable throws, and InputError `bad-option` for any option of a workbook with a CSV. */
export async function openTableArgument(file: string, options: TableOptions): Promise<Table> {
  const table = await openTable(diskTable(file), file, options)
  if (table.format.kind === 'csv') refuseWorkbookOptions(file, options)
  return table
}

/** Nobody should think that they did something to a CSV. */
export function refuseWorkbookOptions(file: string, { sheet, locale }: TableArguments): void {
  if (sheet === undefined && locale === undefined) return
  const field = sheet === undefined ? 'locale' : 'sheet'
  throw new InputError(
    'bad-option',
    `${file} is no workbook, so there is no ${field} to choose: leave out --${field}.`,
    { file, field },
  )
}
