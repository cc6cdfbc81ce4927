/** `batches` and `batch …`: the journal. */
import { type Command, Option } from 'commander'
import { plainText } from '../../shared/plain-text.ts'
import { summaryOf } from '../batch/report.ts'
import type { BatchInfo } from '../journal/journal.ts'
import { addBatchControlCommands } from './batch-control-commands.ts'
import type { CommandContext } from './command-context.ts'
import { collectSetting, type DataOption, type JsonOption, withCore, withData, withJson } from './options.ts'
import { count } from './progress.ts'
import { writeReport } from './report-file.ts'
import { runToTheEnd, summaryText } from './run-batch.ts'
import { print } from './terminal.ts'

type Options = DataOption & JsonOption

export function addBatchCommands(program: Command, context: CommandContext): void {
  const { terminal } = context
  withJson(withData(program.command('batches').description('list the batches of the journal'))).action(
    (options: Options) =>
      withCore(context, options, async (core) => {
        const journal = core.journal()
        const batches = journal.batches()
        if (options.json) {
          print(
            terminal,
            JSON.stringify(
              batches.map((batch) => ({
                ...summaryOf(batch.id, journal.totals(batch.id), runTime(batch)),
                state: batch.state,
                csv: batch.csvName,
              })),
            ),
          )
          return
        }
        if (batches.length === 0)
          print(terminal, 'No batches yet. Start one with: mailwright merge --template T --csv C')
        for (const batch of batches)
          print(
            terminal,
            plainText(
              `${summaryText(batch.id, journal.totals(batch.id))} · ${batch.state} · ${batch.csvName}`,
            ),
          )
      }),
  )

  const batch = program.command('batch').description('everything about one batch')

  withJson(withData(batch.command('show').description('totals and state')))
    .argument('<id>', 'a batch of `mailwright batches`')
    .action((id: string, options: Options) =>
      withCore(context, options, async (core) => {
        const journal = core.journal()
        const info = journal.batch(id)
        const totals = journal.totals(id)
        const reason = info.reason === null ? {} : { reason: info.reason }
        if (options.json)
          return print(
            terminal,
            JSON.stringify({ ...summaryOf(id, totals, runTime(info)), state: info.state, ...reason }),
          )
        print(terminal, `${summaryText(id, totals, runTime(info))} · ${info.state}`)
        if (info.reason !== null) print(terminal, plainText(info.reason))
      }),
    )

  withJson(
    withData(
      batch.command('resume').description('go on sending: what was accepted stays, nothing is sent twice'),
    ),
  )
    .argument('<id>', 'a batch of `mailwright batches`')
    .option('--wait', 'stay until deferred rows are settled')
    .option('--report <file>', 'write the report there when the run ends')
    .option('--set <key=value>', 'correct an option of the backend; may be repeated', collectSetting, {})
    .action(
      (
        id: string,
        options: Options & { wait?: boolean; report?: string; set: Readonly<Record<string, string>> },
      ) => withCore(context, options, (core) => runToTheEnd(core, context, id, options)),
    )

  withData(batch.command('export').description('the original columns and what became of each row, as CSV'))
    .argument('<id>', 'a batch of `mailwright batches`')
    .requiredOption('-o, --output <file>', 'the CSV to write')
    .option('--failed', 'only failed rows, to be corrected and merged again')
    .action((id: string, options: DataOption & { output: string; failed?: boolean }) =>
      withCore(context, options, (core) =>
        writeReport(core.journal(), id, options.output, options.failed ? { states: ['failed'] } : undefined),
      ),
    )

  withData(batch.command('resolve').description('decide about rows that may or may not have arrived'))
    .argument('<id>', 'a batch of `mailwright batches`')
    .addOption(
      new Option('--uncertain <decision>', 'send them again as the same message, or take them as sent')
        .choices(['resend', 'sent'])
        .makeOptionMandatory(),
    )
    .action((id: string, options: DataOption & { uncertain: 'resend' | 'sent' }) =>
      withCore(context, options, async (core) => {
        const journal = core.journal()
        const unlock = journal.lock(id)
        try {
          await journal.recover(id, core.clock.now())
          const resolved = await journal.resolveUncertain(id, options.uncertain, core.clock.now())
          const next =
            options.uncertain === 'resend' && resolved > 0
              ? ` Send them with: mailwright batch resume ${id}`
              : ''
          print(
            terminal,
            `${count(resolved)} uncertain ${resolved === 1 ? 'row' : 'rows'} ${options.uncertain === 'resend' ? 'queued again' : 'taken as sent'}.${next}`,
          )
        } finally {
          unlock()
        }
      }),
    )

  addBatchControlCommands(batch, context)
}

/** Milliseconds from the first start to the end, or to the latest change while it is not over. */
function runTime(batch: BatchInfo): number {
  return batch.startedAt === null ? 0 : (batch.endedAt ?? batch.startedAt) - batch.startedAt
}
