/** Puts a planned CSV into the journal as a batch that owns everything it needs. */
import type { RowTable } from '../csv/table.ts'
import type { Journal } from '../journal/journal.ts'
import type { Template } from '../template/template.ts'
import type { FrozenBatch } from './frozen-batch.ts'
import { type DuplicatePolicy, type Plan, type PlanOptions, planBatch } from './plan.ts'
import type { Clock, FileReader, Ids, Suppression } from './ports.ts'

export interface BatchRequest {
  readonly table: RowTable
  readonly csvName: string
  readonly template: Template
  readonly frozen: FrozenBatch
  readonly duplicates: DuplicatePolicy
  readonly limit: number
  /** The server mail leaves through, in lower case; absent where there is none or it is not known. */
  readonly host?: string | undefined
  /** The domain that DKIM signs for; absent where Mailwright does not sign. */
  readonly signingDomain?: string | undefined
}

export interface PlanPorts {
  readonly clock: Clock
  readonly ids: Ids
  readonly files: FileReader
  readonly suppression: Suppression
}

export interface ImportedBatch {
  readonly batchId: string
  readonly plan: Plan
}

/**
 * Imports everything or nothing. `accept` sees the plan before the batch becomes real; when it
 * rejects, no trace of the batch is left.
 */
export async function importBatch(
  request: BatchRequest,
  parts: PlanPorts & { readonly journal: Journal },
  accept: (plan: Plan) => Promise<void>,
): Promise<ImportedBatch> {
  const { frozen } = request
  const createdAt = parts.clock.now()
  const batchId = parts.ids.batchId(createdAt)
  const batchImport = await parts.journal.beginImport({
    id: batchId,
    createdAt,
    columns: request.table.columns,
    template: JSON.stringify(frozen.template),
    settings: JSON.stringify(frozen.settings),
    csvName: request.csvName,
  })
  try {
    const plan = await planBatch(request.table, planOptions(request, parts), batchImport)
    await accept(plan)
    await batchImport.commit()
    return { batchId, plan }
  } catch (error) {
    await batchImport.rollback()
    throw error
  }
}

export function planOptions(
  request: BatchRequest,
  { files, suppression }: Pick<PlanPorts, 'files' | 'suppression'>,
): PlanOptions {
  const { settings, template } = request.frozen
  const { defaults, policy, options } = settings
  return {
    template: request.template,
    baseDir: template.baseDir,
    files,
    addresses: policy,
    defaultSender: defaults.from,
    duplicates: request.duplicates,
    onMissingAttachment: options.onMissingAttachment,
    suppression,
    bulkMail: options.marketing
      ? { from: defaults.from, addresses: policy, host: request.host, signingDomain: request.signingDomain }
      : null,
    limit: request.limit,
  }
}
