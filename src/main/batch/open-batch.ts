/** From a batch in the journal to what the engine needs to run it, on the first run and on every resume. */
import type { BackendFactory } from '../backends/backend.ts'
import type { Journal } from '../journal/journal.ts'
import { compileTemplate } from '../template/template.ts'
import { FrozenFiles } from './attachments.ts'
import type { EngineParts, RunOptions } from './engine.ts'
import { type BatchSettings, thaw } from './frozen-batch.ts'
import type { Clock, FileReader, Ids, Suppression } from './ports.ts'
import { parseRateLimits } from './rate-limiter.ts'
import { parseRetryPolicy } from './retry-policy.ts'
import { RowRenderer } from './row-renderer.ts'

export interface OpenBatch {
  readonly settings: BatchSettings
  readonly renderer: RowRenderer
}

export function openBatch(journal: Journal, batchId: string, files: FileReader): OpenBatch {
  const batch = journal.batch(batchId)
  const frozen = thaw(batch)
  const lookup = (path: string) => journal.attachment(batchId, path)
  const renderer = new RowRenderer({
    columns: batch.columns,
    template: compileTemplate(frozen.template.source, frozen.template.file),
    frozen,
    files: new FrozenFiles(files, lookup),
    isFrozen: (path) => lookup(path) !== undefined,
  })
  return { settings: frozen.settings, renderer }
}

export function engineParts(
  open: OpenBatch,
  ports: {
    readonly journal: Journal
    readonly clock: Clock
    readonly ids: Ids
    readonly connect: BackendFactory
    readonly suppression: Suppression
  },
): EngineParts {
  return { ...ports, renderer: open.renderer }
}

/** The run options a batch was started with. */
export function runOptions(
  { settings: { options } }: OpenBatch,
  run: Pick<RunOptions, 'wait' | 'stop' | 'onProgress'>,
): RunOptions {
  return {
    ...run,
    connections: options.connections,
    limits: options.rate === null ? [] : parseRateLimits(options.rate),
    retry: parseRetryPolicy(options.retry),
    notAfter: options.notAfter,
  }
}
