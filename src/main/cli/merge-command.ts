/** `merge`: one message for each row of a CSV. Plan, ask, send, sum up. */
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { InputError } from '../../shared/errors.ts'
import { effectiveRate } from '../../shared/rate-limits.ts'
import type { FrozenBatch } from '../batch/frozen-batch.ts'
import { type BatchRequest, importBatch } from '../batch/import-batch.ts'
import type { DuplicatePolicy, Plan } from '../batch/plan.ts'
import { rehearsedRate } from '../batch/rate-limits.ts'
import type { Core, ResolvedProfile } from '../composition-root.ts'
import { readText } from '../platform/disk-files.ts'
import { compileTemplate } from '../template/template.ts'
import type { CommandContext } from './command-context.ts'
import { dryRun, sendTest } from './merge-check.ts'
import { type MergeOptions, withMergeOptions } from './merge-options.ts'
import { chosenProfile, withCore } from './options.ts'
import { describePlan, describeWarnings, duplicatesError, missingAttachmentsError } from './plan-text.ts'
import { runToTheEnd } from './run-batch.ts'
import { openTableArgument } from './table-options.ts'
import { ask, say, sayWhereKept } from './terminal.ts'

export function addMergeCommand(program: Command, context: CommandContext): void {
  withMergeOptions(program.command('merge').description('send one message for each row of a CSV or .xlsx'))
    .addHelpText('after', EXAMPLES)
    .action((options: MergeOptions) => withCore(context, options, (core) => merge(core, context, options)))
}

const EXAMPLES = `
Examples:
  $ mailwright merge --template welcome.md --csv customers.csv --dry-run
  $ mailwright merge --template welcome.md --csv customers.csv --profile marketing --rehearse
  $ mailwright merge --template welcome.md --csv customers.csv --profile marketing \\
      --rate 30/min,1000/hour --duplicates first --report report.csv --yes
  $ mailwright merge --template welcome.md --csv customers.csv --test-row 3 --test-to me@example.com`

async function merge(core: Core, context: CommandContext, options: MergeOptions): Promise<void> {
  const chosen = core.resolveProfile(chosenProfile(options))
  const profile = options.rehearse ? core.resolveProfile({ backend: 'sandbox', options: {} }) : chosen
  const request = await readRequest(options, profile, chosen)
  if (options.testRow !== undefined || options.testTo !== undefined) {
    return sendTest(core, context, options, request)
  }
  // A key that is missing is said before anything else is done.
  await core.signing(chosen.signedBy)
  if (options.dryRun) return dryRun(core, context, options, request)

  // What is wrong with the backend is said before anything is imported.
  await core.connect(profile.profile)
  core.engine()
  const { batchId } = await importAsking(core, context, options, request, profile)
  await runToTheEnd(core, context, batchId, options)
  if (!options.json) sayWhereKept(context.terminal, profile)
}

/** `profile` gets the mail; how it is written is what `chosen` says, also where that is only rehearsed. */
async function readRequest(
  options: MergeOptions,
  profile: ResolvedProfile,
  chosen: ResolvedProfile,
): Promise<BatchRequest> {
  const source = await readText(options.template)
  const template = compileTemplate(source, options.template)
  const table = await openTableArgument(options.csv, options)
  const rate = effectiveRate(options.rate ?? null, chosen.limits.rate)
  const frozen: FrozenBatch = {
    template: { source, file: options.template, baseDir: dirname(resolve(options.template)) },
    settings: {
      choice: profile.choice,
      defaults: chosen.defaults,
      policy: chosen.policy,
      signedBy: chosen.signedBy,
      options: {
        connections: options.connections ?? chosen.limits.connections,
        rate: options.rehearse ? rehearsedRate(rate) : rate,
        retry: options.retry,
        // A rehearsal shows what would happen, not when.
        notAfter: options.rehearse ? null : (options.notAfter ?? null),
        startAt: options.rehearse ? null : (options.at ?? null),
        onMissingAttachment: options.onMissingAttachment,
        marketing: options.marketing ?? false,
        atLeastOnce: options.atLeastOnce ?? false,
        ...(options.rehearse && {
          rehearsalOf: { profile: chosen.choice.profile ?? null, rate },
        }),
      },
    },
  }
  return {
    table,
    csvName: options.csv,
    template,
    frozen,
    duplicates: options.duplicates,
    limit: options.limit,
    host: chosen.host,
    signingDomain: chosen.profile.dkim?.domain,
  }
}

/** Imports the batch; what needs a decision is asked for, or refused where nobody can answer. */
async function importAsking(
  core: Core,
  context: CommandContext,
  options: MergeOptions,
  request: BatchRequest,
  profile: ResolvedProfile,
): Promise<{ readonly batchId: string }> {
  const ports = { ...core, journal: core.journal(), suppression: core.suppression() }
  try {
    return await importBatch(request, ports, (plan) =>
      decide(context, options, plan, request.duplicates, profile),
    )
  } catch (error) {
    if (!(error instanceof DuplicatesDecided)) throw error
    // Decided by the user just now: import again under that policy. The table reads its file anew.
    const again = { ...request, duplicates: error.policy }
    return importBatch(again, ports, (plan) => decide(context, options, plan, error.policy, profile))
  }
}

class DuplicatesDecided extends Error {
  readonly policy: DuplicatePolicy
  constructor(policy: DuplicatePolicy) {
    super()
    this.policy = policy
  }
}

async function decide(
  context: CommandContext,
  options: MergeOptions,
  plan: Plan,
  duplicates: DuplicatePolicy,
  profile: ResolvedProfile,
): Promise<void> {
  const { terminal } = context
  if (plan.missingAttachments.length > 0 && options.onMissingAttachment === 'block')
    throw missingAttachmentsError(plan)
  if (plan.duplicates > 0 && duplicates === 'ask') {
    if (!terminal.interactive) throw duplicatesError(plan)
    say(terminal, duplicatesError(plan).message)
    const answer = await ask(terminal, 'Send to the first row only, to all, or stop?', [
      'stop',
      'first',
      'all',
    ])
    if (answer === 'stop') throw stopped()
    throw new DuplicatesDecided(answer)
  }
  // Warnings are for those, too, who do not get to see the plan.
  const warn = (): void => {
    for (const line of describeWarnings(plan)) say(terminal, line.trim())
  }
  if (options.yes) return warn()
  if (!terminal.interactive) {
    if (!profile.leavesThisComputer) return warn()
    throw new InputError(
      'not-confirmed',
      `Nobody is there to confirm sending through ${profile.destination}: add --yes.`,
    )
  }
  say(terminal, describePlan(plan))
  if ((await ask(terminal, `Send through ${profile.destination}?`, ['no', 'yes'])) !== 'yes') throw stopped()
}

function stopped(): InputError {
  return new InputError('stopped-by-user', 'Stopped: nothing was sent and no batch was kept.')
}
