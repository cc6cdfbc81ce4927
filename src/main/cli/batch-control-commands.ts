/** `batch rows`, `batch retry`, `batch cancel`: what became of each row, and what shall become of the rest. */
import { type Command, Option } from 'commander'
import { type BatchRow, ROW_STATES, type RowState } from '../../shared/batch-types.ts'
import { InputError, MailwrightError } from '../../shared/errors.ts'
import { plainText } from '../../shared/plain-text.ts'
import type { Journal } from '../journal/journal.ts'
import type { CommandContext } from './command-context.ts'
import { type DataOption, type JsonOption, wholeNumber, withCore, withData, withJson } from './options.ts'
import { count } from './progress.ts'
import { print, printLines, say } from './terminal.ts'

type Options = DataOption & JsonOption

const BATCH = 'a batch of `mailwright batches`'

export function addBatchControlCommands(batch: Command, context: CommandContext): void {
  const { terminal } = context
  withData(batch.command('rows').description('what became of each row, with the reason'))
    .argument('<id>', BATCH)
    .addOption(new Option('--state <state>', 'only rows in this state').choices(ROW_STATES))
    .option('--json', 'print one line of JSON for each row')
    .action((id: string, options: Options & { state?: RowState }) =>
      withCore(context, options, async (core) => {
        const rows = core.journal().rows(id, options.state ? { states: [options.state] } : {})
        await printLines(terminal, rows, options.json ? jsonLine : textLine)
      }),
    )

  withJson(withData(batch.command('retry').description('queue failed rows again, as the same messages')))
    .argument('<id>', BATCH)
    .option('--row <n...>', 'only these rows', collectRow)
    .action((id: string, options: Options & { row?: readonly number[] }) =>
      withCore(context, options, async (core) => {
        const journal = core.journal()
        const unlock = journal.lock(id)
        try {
          await journal.recover(id, core.clock.now())
          const moved = await retry(journal, id, options.row)
          if (options.json) return print(terminal, JSON.stringify({ batch: id, queued: moved }))
          const next = moved > 0 ? ` Send them with: mailwright batch resume ${id}` : ''
          print(terminal, `${rowCount(moved)} queued again.${next}`)
        } finally {
          unlock()
        }
      }),
    )

  withJson(withData(batch.command('cancel').description('never send what is still waiting')))
    .argument('<id>', BATCH)
    .action((id: string, options: Options) =>
      withCore(context, options, async (core) => {
        const skipped = await cancel(core.journal(), id, core.clock.now(), (notice) => say(terminal, notice))
        if (options.json) return print(terminal, JSON.stringify({ batch: id, skipped }))
        print(terminal, `Batch ${id} is cancelled: ${rowCount(skipped)} skipped.`)
      }),
    )
}

async function retry(journal: Journal, id: string, numbers: readonly number[] | undefined): Promise<number> {
  if (journal.batch(id).state === 'cancelled') {
    throw new InputError(
      'state-conflict',
      `Batch ${id} is cancelled: merge its failed rows anew (batch export --failed).`,
    )
  }
  for (const number of numbers ?? []) {
    const { state, attempts } = journal.row(id, number)
    if (state === 'failed' && attempts > 0) continue
    const why = state === 'failed' ? 'was refused at import' : `is ${state}`
    throw new InputError(
      'state-conflict',
      `Row ${number} of batch ${id} ${why}: only rows that failed when they were sent can be retried.`,
      { row: number },
    )
  }
  return journal.requeueFailed(id, numbers)
}

/** Also stops a batch that another program is sending: what it has on the way is finished. */
async function cancel(
  journal: Journal,
  id: string,
  now: number,
  notify: (notice: string) => void,
): Promise<number> {
  const { pending, deferred } = journal.totals(id)
  if (journal.batch(id).state === 'finished' && pending + deferred === 0) {
    throw new InputError('state-conflict', `Batch ${id} is finished: there is nothing left to cancel.`)
  }
  const unlock = lockUnlessRunning(journal, id)
  try {
    if (unlock) await journal.recover(id, now)
    else notify('Another program is sending this batch; it stops after what is on its way.')
    return await journal.cancel(id, now, 'Cancelled by the user.')
  } finally {
    unlock?.()
  }
}

function lockUnlessRunning(journal: Journal, id: string): (() => void) | null {
  try {
    return journal.lock(id)
  } catch (error) {
    if (error instanceof MailwrightError && error.code === 'batch-running') return null
    throw error
  }
}

function collectRow(text: string, earlier: readonly number[] | undefined): readonly number[] {
  return [...(earlier ?? []), wholeNumber(1, Number.MAX_SAFE_INTEGER)(text)]
}

function rowCount(rows: number): string {
  return `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`
}

function textLine(row: BatchRow): string {
  const { code, enhanced, text } = row.result ?? { code: null, enhanced: null, text: '' }
  const reason = [code, enhanced, text].filter((part) => part !== null && part !== '').join(' ')
  return plainText(`${row.number}  ${row.state}  ${row.address}${reason === '' ? '' : `  ${reason}`}`)
}

function jsonLine(row: BatchRow): string {
  const { number, line, address, state, attempts, result, recipients, messageId } = row
  return JSON.stringify({
    row: number,
    line,
    address,
    state,
    attempts,
    code: result?.code ?? null,
    enhanced: result?.enhanced ?? null,
    text: result?.text ?? null,
    messageId,
    settledAt: isoTime(row.settledAt),
    nextAttemptAt: isoTime(row.nextAttemptAt),
    recipients,
  })
}

function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
