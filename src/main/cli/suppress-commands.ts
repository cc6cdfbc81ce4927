/** `suppress …`: who must never be written to. */
import { type Command, InvalidArgumentError } from 'commander'
import { plainText } from '../../shared/plain-text.ts'
import type { SuppressionEntry } from '../../shared/suppression-types.ts'
import { listLines } from '../suppression/list-file.ts'
import type { ListImport } from '../suppression/suppression-list.ts'
import type { CommandContext } from './command-context.ts'
import { EXIT } from './exit-code.ts'
import { type DataOption, type JsonOption, withCore, withData, withJson } from './options.ts'
import { writeOutput } from './output-file.ts'
import { count } from './progress.ts'
import { openTableArgument, type TableArguments, withTable } from './table-options.ts'
import { print, printLines } from './terminal.ts'

type Options = DataOption & JsonOption

interface ImportOptions extends Options, TableArguments {
  readonly column?: string
}

const ADDRESSES = 'ann@example.com, or @example.com for a whole domain'
const SHOWN = 10

export function addSuppressCommands(program: Command, context: CommandContext): void {
  const { terminal, outcome } = context
  const suppress = program.command('suppress').description('the list of those who must never be written to')

  withJson(withData(suppress.command('add').description('never write to these addresses again')))
    .argument('<address...>', ADDRESSES)
    .option('--reason <text>', 'kept on the list and on every row it stops', oneLine)
    .action((addresses: string[], options: Options & { reason?: string }) =>
      withCore(context, options, async (core) => {
        const added = await core.suppression().add(addresses, options.reason ?? null, core.clock.now())
        const known = addresses.length - added
        const text = `${count(added)} added${known > 0 ? `, ${count(known)} on the list already` : ''}`
        print(terminal, options.json ? JSON.stringify({ added, known }) : text)
      }),
    )

  withJson(withData(suppress.command('remove').description('allow writing to these addresses again')))
    .argument('<address...>', ADDRESSES)
    .action((addresses: string[], options: Options) =>
      withCore(context, options, async (core) => {
        const removed = await core.suppression().remove(addresses)
        const unknown = addresses.length - removed
        const text = `${count(removed)} removed${unknown > 0 ? `, ${count(unknown)} not on the list` : ''}`
        print(terminal, options.json ? JSON.stringify({ removed, unknown }) : text)
      }),
    )

  withData(suppress.command('list').description('everybody on the list'))
    .option('--json', 'print one line of JSON for each entry')
    .action((options: Options) =>
      withCore(context, options, async (core) => {
        await printLines(terminal, core.suppression().entries(), options.json ? jsonLine : textLine)
      }),
    )

  withJson(withTable(withData(suppress.command('import').description('add the addresses of a CSV or .xlsx'))))
    .argument('<file>', 'a column of addresses; a column named reason is kept')
    .option('--column <name>', 'the column of addresses; address or email otherwise')
    .action((file: string, options: ImportOptions) =>
      withCore(context, options, async (core) => {
        const table = await openTableArgument(file, options)
        const result = await core.suppression().import(table, core.clock.now(), options.column)
        if (result.refused > 0) outcome.exitCode = EXIT.notAccepted
        print(terminal, options.json ? JSON.stringify(result) : importText(result))
      }),
    )

  withData(suppress.command('export').description('the list as CSV, to be imported anywhere'))
    .requiredOption('-o, --output <file>', 'the CSV to write')
    .action((options: DataOption & { output: string }) =>
      withCore(context, options, (core) =>
        writeOutput(options.output, listLines(core.suppression().entries())),
      ),
    )
}

/** A reason ends up in one cell and on one line of a terminal. */
function oneLine(text: string): string {
  const trimmed = text.trim()
  if (trimmed !== '' && !/\p{Cc}/u.test(trimmed)) return trimmed
  throw new InvalidArgumentError('It must be one line of text.')
}

function jsonLine({ entry, reason, addedAt }: SuppressionEntry): string {
  return JSON.stringify({ address: entry, reason, added: new Date(addedAt).toISOString() })
}

function textLine({ entry, reason, addedAt }: SuppressionEntry): string {
  const day = new Date(addedAt).toISOString().slice(0, 10)
  return plainText(`${entry}  ${day}${reason === null ? '' : `  ${reason}`}`)
}

function importText({ added, known, blank, refused, problems }: ListImport): string {
  const parts = [`${count(added)} added`]
  if (known > 0) parts.push(`${count(known)} on the list already`)
  if (blank > 0) parts.push(`${count(blank)} blank`)
  if (refused > 0) parts.push(`${count(refused)} not readable`)
  const shown = problems.slice(0, SHOWN).map(({ line, text }) => `  line ${line}: ${plainText(text)}`)
  if (refused > shown.length) shown.push(`  … and ${count(refused - shown.length)} more`)
  return [parts.join(', '), ...shown].join('\n')
}
