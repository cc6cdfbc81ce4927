/** `merge --dry-run` and `merge --test-row`: looking at a batch before there is one. */
import { InputError } from '../../shared/errors.ts'
import { checkRows } from '../batch/check-rows.ts'
import type { BatchRequest } from '../batch/import-batch.ts'
import { testMessage } from '../batch/test-message.ts'
import type { Core } from '../composition-root.ts'
import type { CommandContext } from './command-context.ts'
import { EXIT } from './exit-code.ts'
import type { MergeOptions } from './merge-options.ts'
import { sendDocument } from './message-commands.ts'
import { describePlan } from './plan-text.ts'
import { print } from './terminal.ts'

/** Renders every row to the last byte and says what would happen. */
export async function dryRun(
  core: Core,
  context: CommandContext,
  options: MergeOptions,
  request: BatchRequest,
): Promise<void> {
  const plan = await checkRows(request, { ...core, suppression: core.suppression() })
  if (options.json) {
    const { rows, queued, failed, skipped } = plan
    print(
      context.terminal,
      JSON.stringify({
        dryRun: true,
        rows,
        queued,
        failed,
        skipped,
        duplicates: plan.duplicates,
        suppressed: plan.suppressed,
        missingAttachments: plan.missingAttachments,
        findings: plan.findings,
        warnings: plan.warnings,
      }),
    )
  } else {
    print(context.terminal, describePlan(plan))
  }
  if (plan.failed > 0 || plan.missingAttachments.length > 0) context.outcome.exitCode = EXIT.notAccepted
}

/** One row to the user's own addresses: the same message as `send` would build of it, and nothing kept. */
export async function sendTest(
  core: Core,
  context: CommandContext,
  options: MergeOptions,
  request: BatchRequest,
): Promise<void> {
  const { testRow, testTo } = options
  if (testRow === undefined || testTo === undefined) {
    throw new InputError('bad-option', 'A test needs both: --test-row N and --test-to you@example.com.', {
      field: testRow === undefined ? 'test-row' : 'test-to',
    })
  }
  const document = await testMessage(request, testRow, testTo)
  await sendDocument(core, context, { document, baseDir: request.frozen.template.baseDir }, options)
}
