/** Runs a batch in front of a person: progress while it goes, a summary at the end. */
import { assertNever } from '../../shared/assert-never.ts'
import type { BatchEvent, BatchTotals, RunEnd } from '../../shared/batch-types.ts'
import { plainText } from '../../shared/plain-text.ts'
import { summaryOf } from '../batch/report.ts'
import type { Core } from '../composition-root.ts'
import type { EngineClient } from '../engine-thread/engine-client.ts'
import type { CommandContext } from './command-context.ts'
import { EXIT } from './exit-code.ts'
import type { JsonOption } from './options.ts'
import { count, ProgressLine } from './progress.ts'
import { writeReport } from './report-file.ts'
import { print, say, type Terminal } from './terminal.ts'

export interface RunRequest extends JsonOption {
  /** Stay until no row is deferred any more. */
  readonly wait?: boolean | undefined
  readonly report?: string | undefined
  /** Corrections to the options of the backend. */
  readonly set?: Readonly<Record<string, string>> | undefined
}

/** Sends what is due, prints the summary, writes the report, sets the exit code. */
export async function runToTheEnd(
  core: Core,
  context: CommandContext,
  batchId: string,
  request: RunRequest,
): Promise<void> {
  const { terminal } = context
  const startedAt = core.clock.monotonic()
  const end = await watchRun(core.engine(), terminal, batchId, request)
  const elapsed = core.clock.monotonic() - startedAt
  const totals = core.journal().totals(batchId)
  if (request.report !== undefined) await writeReport(core.journal(), batchId, request.report)
  const explanation = explainEnd(batchId, end)
  if (explanation !== null) say(terminal, explanation)
  if (request.json) print(terminal, JSON.stringify(summaryOf(batchId, totals, elapsed)))
  else print(terminal, summaryText(batchId, totals, elapsed))
  context.outcome.exitCode = exitCode(end, totals)
}

async function watchRun(
  engine: EngineClient,
  terminal: Terminal,
  batchId: string,
  { wait = false, set = {} }: RunRequest,
): Promise<RunEnd> {
  const progress = new ProgressLine(terminal)
  const unsubscribe = engine.onEvent((event) => {
    if (event.batchId === batchId) watch(event)
  })
  const watch = (event: BatchEvent): void => {
    if (event.state === 'ready' && event.reason !== null)
      say(terminal, `${event.reason} This window must stay open.`)
    else progress.update(event)
  }
  const release = pauseOnInterrupt(engine, terminal, batchId)
  try {
    const { ended } = await engine.start(batchId, { wait, backendOptions: set })
    return await ended
  } finally {
    release()
    unsubscribe()
    progress.end()
  }
}

export function summaryText(batchId: string, totals: BatchTotals, milliseconds?: number): string {
  const parts = (['accepted', 'failed', 'deferred', 'uncertain', 'skipped', 'pending'] as const)
    .filter((state) => totals[state] > 0)
    .map((state) => `${count(totals[state])} ${state}`)
  const time = milliseconds === undefined ? '' : ` in ${(milliseconds / 1000).toFixed(1)} s`
  return `Batch ${batchId}: ${count(totals.rows)} ${totals.rows === 1 ? 'row' : 'rows'}, ${parts.join(', ') || 'nothing to do'}${time}`
}

/** The first interrupt lets the transactions in flight finish; the second ends the process. */
function pauseOnInterrupt(engine: EngineClient, terminal: Terminal, batchId: string): () => void {
  let isInterrupted = false
  const onInterrupt = () => {
    if (isInterrupted) process.exit(EXIT.environment)
    isInterrupted = true
    say(terminal, '\nFinishing what is on its way; interrupt again to stop at once.')
    void engine.pause(batchId)
  }
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onInterrupt)
  return () => {
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onInterrupt)
  }
}

/** Why the run ended before everything was sent, and the next step; null when nothing is left. */
function explainEnd(batchId: string, end: RunEnd): string | null {
  const resume = `mailwright batch resume ${batchId}`
  switch (end.kind) {
    case 'finished':
      return null
    case 'stopped':
    case 'closed':
      return `Paused. Go on with: ${resume}`
    case 'cancelled':
      return 'The batch was cancelled: nothing more is sent.'
    case 'too-late':
      return `The time set with --not-after is over. Go on with: ${resume}`
    case 'missed-start':
      return `It should have started at ${new Date(end.startAt).toLocaleString()}, when nothing could be sent. Send it now with: ${resume}`
    case 'waiting':
      return `Only deferred rows are left, the first is due at ${new Date(end.dueAt).toLocaleString()}. Go on then with: ${resume}`
    case 'failed':
      return `${plainText(end.error.message)} The rest stays pending. Go on with: ${resume}`
    default:
      return assertNever(end)
  }
}

function exitCode(end: RunEnd, totals: BatchTotals): number {
  if (end.kind === 'failed') return EXIT.environment
  const { failed, deferred, uncertain, pending } = totals
  return failed + deferred + uncertain + pending === 0 ? EXIT.done : EXIT.notAccepted
}
