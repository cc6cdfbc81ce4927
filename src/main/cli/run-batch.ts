/** Runs a batch in front of a person: progress while it goes, a summary at the end. */
import type { BatchTotals } from '../../shared/batch-types.ts'
import { plainText } from '../../shared/plain-text.ts'
import type { BackendFactory } from '../backends/backend.ts'
import { type RunEnd, runBatch } from '../batch/engine.ts'
import { engineParts, openBatch, runOptions } from '../batch/open-batch.ts'
import { summaryOf } from '../batch/report.ts'
import type { Core } from '../composition-root.ts'
import type { CommandContext } from './command-context.ts'
import { EXIT } from './exit-code.ts'
import type { JsonOption } from './options.ts'
import { count, ProgressLine } from './progress.ts'
import { writeReport } from './report-file.ts'
import { print, say, type Terminal } from './terminal.ts'

export interface RunRequest extends JsonOption {
  readonly wait: boolean
  readonly stop: AbortSignal
  readonly report?: string | undefined
}

/** Sends what is due, prints the summary, writes the report, sets the exit code. */
export async function runToTheEnd(
  core: Core,
  context: CommandContext,
  batchId: string,
  connect: BackendFactory,
  request: RunRequest,
): Promise<void> {
  const { terminal } = context
  const journal = core.journal()
  const unlock = journal.lock(batchId)
  const startedAt = core.clock.now()
  try {
    const batch = openBatch(journal, batchId, core.files)
    const progress = new ProgressLine(terminal, core.clock.now, () => journal.totals(batchId))
    const parts = engineParts(batch, { ...core, journal, connect, suppression: core.suppression() })
    const end = await runBatch(
      batchId,
      parts,
      runOptions(batch, { ...request, onProgress: () => progress.update() }),
    )
    progress.end()
    const totals = journal.totals(batchId)
    const elapsed = core.clock.now() - startedAt
    if (request.report !== undefined) await writeReport(journal, batchId, request.report)
    const explanation = explainEnd(batchId, end)
    if (explanation !== null) say(terminal, explanation)
    if (request.json) print(terminal, JSON.stringify(summaryOf(batchId, totals, elapsed)))
    else print(terminal, summaryText(batchId, totals, elapsed))
    context.outcome.exitCode = exitCode(end, totals)
  } finally {
    unlock()
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
export function stopOnInterrupt(terminal: Terminal): {
  readonly stop: AbortSignal
  readonly release: () => void
} {
  const controller = new AbortController()
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.environment)
    say(terminal, '\nFinishing what is on its way; interrupt again to stop at once.')
    controller.abort()
  }
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onInterrupt)
  const release = () => {
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onInterrupt)
  }
  return { stop: controller.signal, release }
}

/** Why the run ended before everything was sent, and the next step; null when nothing is left. */
function explainEnd(batchId: string, end: RunEnd): string | null {
  const resume = `mailwright batch resume ${batchId}`
  switch (end.kind) {
    case 'finished':
      return null
    case 'stopped':
      return `Paused. Go on with: ${resume}`
    case 'too-late':
      return `The time set with --not-after is over. Go on with: ${resume}`
    case 'waiting':
      return `Only deferred rows are left, the first is due at ${new Date(end.dueAt).toLocaleString()}. Go on then with: ${resume}`
    case 'failed':
      return `${plainText(end.error.message)} The rest stays pending. Go on with: ${resume}`
  }
}

function exitCode(end: RunEnd, totals: BatchTotals): number {
  if (end.kind === 'failed') return EXIT.environment
  const { failed, deferred, uncertain, pending } = totals
  return failed + deferred + uncertain + pending === 0 ? EXIT.done : EXIT.notAccepted
}
