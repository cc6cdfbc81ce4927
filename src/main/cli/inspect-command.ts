/** `inspect`: what Mailwright understands of a CSV, before anything is sent. */
import type { Command } from 'commander'
import { inspectCsv } from '../csv/inspect.ts'
import { diskBytes } from '../platform/disk-files.ts'
import type { CommandContext } from './command-context.ts'
import { type JsonOption, withJson } from './options.ts'
import { count } from './progress.ts'
import { print } from './terminal.ts'

interface InspectOptions extends JsonOption {
  readonly encoding?: string
  readonly delimiter?: string
}

export function withCsv(command: Command): Command {
  return command
    .option(
      '--encoding <name>',
      'utf-8, utf-16le, utf-16be, shift_jis, euc-jp, gb18030 or windows-1252; detected otherwise',
    )
    .option('--delimiter <char>', 'one of , ; | or tab; detected otherwise')
}

export function addInspectCommand(program: Command, context: CommandContext): void {
  withJson(
    withCsv(
      program.command('inspect').description('encoding, delimiter, columns, rows and problems of a CSV'),
    ),
  )
    .argument('<file>', 'a CSV file')
    .addHelpText(
      'after',
      '\nExamples:\n  $ mailwright inspect customers.csv\n  $ mailwright inspect old.csv --encoding shift_jis --json',
    )
    .action(async (file: string, options: InspectOptions) => {
      const found = await inspectCsv(diskBytes(file), file, options)
      if (options.json) return print(context.terminal, JSON.stringify(found))
      print(context.terminal, describe(found))
    })
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}

function describe(found: Awaited<ReturnType<typeof inspectCsv>>): string {
  const lines = [
    `Encoding   ${found.encoding}${found.bom ? ' with byte order mark' : ''}`,
    `Delimiter  ${DELIMITER_NAMES[found.delimiter] ?? found.delimiter}`,
    `Columns    ${found.columns.join(' · ')}`,
    `Rows       ${count(found.rows)}`,
    `Problems   ${count(found.problemCount)}`,
    ...found.problems.map(({ line, message }) => `  line ${line}: ${message}`),
  ]
  return lines.join('\n')
}
