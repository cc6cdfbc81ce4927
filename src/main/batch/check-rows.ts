/** A dry run: every row planned and rendered to its last byte, nothing sent, nothing kept. */
import { InputError } from '../../shared/errors.ts'
import type { MimeMessage } from '../../shared/mail-types.ts'
import type { FrozenAttachment, NewRow } from '../journal/journal.ts'
import { FrozenFiles } from './attachments.ts'
import { type BatchRequest, type PlanPorts, planOptions } from './import-batch.ts'
import { type Plan, type PlanFinding, planBatch } from './plan.ts'
import { RowRenderer } from './row-renderer.ts'

/** More say nothing new, and a million of them would not fit into memory. */
const MOST_FINDINGS = 1_000

/** `onRendered` is told of every row that can be a message, with that message. */
export async function checkRows(
  request: BatchRequest,
  ports: PlanPorts,
  onRendered?: (row: NewRow, mime: MimeMessage) => void,
): Promise<Plan> {
  const attachments = new Map<string, FrozenAttachment>()
  const renderer = new RowRenderer({
    columns: request.table.columns,
    template: request.template,
    frozen: request.frozen,
    files: new FrozenFiles(ports.files, (path) => attachments.get(path)),
    isFrozen: (path) => attachments.has(path),
    // Nobody sees these messages, and a million signatures take minutes.
    signing: null,
  })
  const findings: PlanFinding[] = []
  let failed = 0
  const check = async (row: NewRow): Promise<void> => {
    try {
      const mime = await renderer.render(row.cells, {
        date: new Date(ports.clock.now()),
        messageId: ports.ids.messageId(),
      })
      onRendered?.(row, mime)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      failed++
      if (findings.length < MOST_FINDINGS)
        findings.push({ row: row.number, line: row.line, text: error.message, state: 'failed' })
    }
  }
  const plan = await planBatch(request.table, planOptions(request, ports), {
    addAttachments: (frozen) => {
      for (const attachment of frozen) attachments.set(attachment.path, attachment)
    },
    addRows: async (rows) => {
      for (const row of rows) if (row.state === 'queued') await check(row)
    },
  })
  return {
    ...plan,
    queued: plan.queued - failed,
    failed: plan.failed + failed,
    findings: [...plan.findings, ...findings].sort((a, b) => a.row - b.row),
  }
}
