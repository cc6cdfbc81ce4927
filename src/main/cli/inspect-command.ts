/** `inspect`: what Mailwright understands of a CSV or workbook, before anything is sent. */
import type { Command } from 'commander'
import { type CsvInspection, inspectCsv, inspectRows, type RowInspection } from '../csv/inspect.ts'
import { diskTable } from '../platform/disk-files.ts'
import { openIfWorkbook } from '../xlsx/open-table.ts'
import type { CommandContext } from './command-context.ts'
import { type JsonOption, withJson } from './options.ts'
import { count } from './progress.ts'
import { refuseWorkbookOptions, type TableArguments, withTable } from './table-options.ts'
import { print } from './terminal.ts'

interface WorkbookInspection extends RowInspection {
  readonly sheet: string
  readonly sheets: readonly string[]
}

export function addInspectCommand(program: Command, context: CommandContext): void {
  withJson(
    withTable(
      program
        .command('inspect')
        .description('encoding, delimiter or sheets, columns, rows and problems of a CSV or workbook'),
    ),
  )
    .argument('<file>', 'a CSV or .xlsx file')
    .addHelpText(
      'after',
      '\nExamples:\n  $ mailwright inspect customers.csv\n  $ mailwright inspect old.csv --encoding shift_jis --json\n  $ mailwright inspect customers.xlsx --sheet 2026',
    )
    .action(async (file: string, options: TableArguments & JsonOption) => {
      const found = await inspect(file, options)
      print(context.terminal, options.json ? JSON.stringify(found) : describe(found))
    })
}

async function inspect(file: string, options: TableArguments): Promise<CsvInspection | WorkbookInspection> {
  const table = diskTable(file)
  const workbook = await openIfWorkbook(table, file, { ...options, duplicateColumns: 'number' })
  if (workbook) {
    const { sheet, sheets, header, entries } = workbook
    return { sheet, sheets, ...(await inspectRows(header, entries)) }
  }
  refuseWorkbookOptions(file, options)
  return inspectCsv(table.bytes, file, options)
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}

function describe(found: CsvInspection | WorkbookInspection): string {
  const lines = [
    ...('sheet' in found ? describeSheets(found) : describeText(found)),
    `Columns    ${found.columns.join(' · ')}`,
    `Rows       ${count(found.rows)}`,
    `Problems   ${count(found.problemCount)}`,
    ...found.problems.map(({ line, message }) => `  line ${line}: ${message}`),
  ]
  return lines.join('\n')
}

function describeText({ encoding, bom, delimiter }: CsvInspection): readonly string[] {
  return [
    `Encoding   ${encoding}${bom ? ' with byte order mark' : ''}`,
    `Delimiter  ${DELIMITER_NAMES[delimiter] ?? delimiter}`,
  ]
}

function describeSheets({ sheet, sheets }: WorkbookInspection): readonly string[] {
  const others = sheets.filter((name) => name !== sheet)
  return [`Sheet      ${sheet}${others.length > 0 ? ` (others: ${others.join(' · ')})` : ''}`]
}
