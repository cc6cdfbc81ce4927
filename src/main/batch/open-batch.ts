/** From a batch in the journal to what the engine needs to run it, on the first run and on every resume. */
import type { Journal } from '../journal/journal.ts'
import type { DkimSetup } from '../mail/dkim.ts'
import { compileTemplate } from '../template/template.ts'
import { FrozenFiles } from './attachments.ts'
import { type BatchSettings, thaw } from './frozen-batch.ts'
import type { FileReader } from './ports.ts'
import { RowRenderer } from './row-renderer.ts'

export interface OpenBatch {
  readonly settings: BatchSettings
  readonly renderer: RowRenderer
}

export function openBatch(
  journal: Journal,
  batchId: string,
  files: FileReader,
  signing: DkimSetup | null,
): OpenBatch {
  const batch = journal.batch(batchId)
  const frozen = thaw(batch)
  const lookup = (path: string) => journal.attachment(batchId, path)
  const renderer = new RowRenderer({
    columns: batch.columns,
    template: compileTemplate(frozen.template.source, frozen.template.file),
    frozen,
    files: new FrozenFiles(files, lookup),
    isFrozen: (path) => lookup(path) !== undefined,
    signing,
  })
  return { settings: frozen.settings, renderer }
}
