/** The options of `merge`, checked before any file is opened. */
import { type Command, Option } from 'commander'
import { NO_RATE } from '../../shared/rate-limits.ts'
import { MOST_CONNECTIONS } from '../../shared/settings-types.ts'
import type { MissingAttachmentPolicy } from '../batch/frozen-batch.ts'
import type { DuplicatePolicy } from '../batch/plan.ts'
import { parseRateLimits } from '../batch/rate-limits.ts'
import { parseRetryPolicy } from '../batch/retry-policy.ts'
import { parseAddressList } from '../mail/address.ts'
import {
  type BackendOptions,
  type JsonOption,
  timeOption,
  wholeNumber,
  withBackend,
  withJson,
} from './options.ts'
import { type TableArguments, withTable } from './table-options.ts'

export interface MergeOptions extends BackendOptions, JsonOption, TableArguments {
  readonly template: string
  readonly csv: string
  readonly duplicateColumns: 'refuse' | 'number'
  readonly yes?: boolean
  readonly dryRun?: boolean
  readonly rehearse?: boolean
  readonly wait?: boolean
  readonly limit: number
  readonly connections?: number
  readonly rate?: string
  readonly retry: string
  readonly notAfter?: number
  readonly at?: number
  readonly duplicates: DuplicatePolicy
  readonly onMissingAttachment: MissingAttachmentPolicy
  readonly report?: string
  readonly marketing?: boolean
  readonly atLeastOnce?: boolean
  readonly testRow?: number
  readonly testTo?: readonly string[]
}

const MOST_ROWS = 1_000_000_000

export function withMergeOptions(command: Command): Command {
  return withJson(withTable(withBackend(command)))
    .requiredOption('--template <file>', 'JSON, or Markdown/HTML/text with front matter')
    .requiredOption('--csv <file>', 'one row for each message: a CSV or an Excel workbook (.xlsx)')
    .option('--yes', 'send without asking')
    .option('--dry-run', 'render and check every row, send nothing, keep nothing')
    .option('--rehearse', 'send to the sandbox what the profile would send, and nothing to anybody')
    .option('--limit <n>', 'only the first rows', wholeNumber(1, MOST_ROWS), MOST_ROWS)
    .option(
      '--connections <n>',
      'connections side by side (default: as the profile says, or 1)',
      wholeNumber(1, MOST_CONNECTIONS),
    )
    .option(
      '--rate <limits>',
      'such as 30/min,1000/hour,10/min@gmail.com; none: no limits, whatever the profile says',
      checked((text) => text === NO_RATE || parseRateLimits(text)),
    )
    .option(
      '--retry <times>',
      'default, none, or a list such as 5s,10s,1m',
      checked(parseRetryPolicy),
      'default',
    )
    .option('--wait', 'stay until deferred rows are settled')
    .option('--not-after <time>', 'start no row later than this', timeOption)
    .option('--at <time>', 'start sending at this time', timeOption)
    .addOption(
      new Option('--duplicates <policy>', 'rows that repeat an address')
        .choices(['first', 'all', 'ask'])
        .default('ask'),
    )
    .addOption(
      new Option('--on-missing-attachment <policy>', 'attachments that do not exist')
        .choices(['block', 'skip', 'without'])
        .default('block'),
    )
    .addOption(
      new Option('--duplicate-columns <policy>', 'columns of the same name: number makes email, email (2)')
        .choices(['refuse', 'number'])
        .default('refuse'),
    )
    .option('--at-least-once', 'send again by itself what may have arrived: some may get it twice')
    .option('--marketing', 'warn about what receivers ask of bulk mail')
    .option('--report <file>', 'write the report there when the run ends')
    .addOption(
      new Option('--test-row <n>', 'send this row to --test-to instead, tagged [TEST]; no batch is kept')
        .argParser(wholeNumber(1, MOST_ROWS))
        .conflicts(['dryRun', 'rehearse']),
    )
    .option('--test-to <addresses>', 'who gets the test; at most 10 addresses', collectAddresses)
}

function collectAddresses(text: string, earlier: readonly string[] | undefined): readonly string[] {
  const policy = { smtpUtf8: true, localDelivery: true }
  return [...(earlier ?? []), ...parseAddressList(text, 'test-to', policy).map(({ address }) => address)]
}

/** Keeps the text, which the batch stores, once it has been understood. */
function checked(parse: (text: string) => unknown): (text: string) => string {
  return (text) => {
    parse(text)
    return text
  }
}
