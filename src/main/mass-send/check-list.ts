/** A dry run over a list: what would happen to every row, and which rows to look at. */

import type { CheckReport } from '../../shared/list-types.ts'
import { checkRows } from '../batch/check-rows.ts'
import type { BatchRequest, PlanPorts } from '../batch/import-batch.ts'
import { attachmentReport } from './attachment-report.ts'
import { Landmarks } from './landmarks.ts'
import { withoutFolders } from './without-folders.ts'

/** Enough to see what is wrong, few enough for a window. */
const MOST_FINDINGS = 1_000

export async function checkList(
  request: BatchRequest,
  ports: PlanPorts,
  dataDir: string,
): Promise<CheckReport> {
  const { columns } = request.table
  const used = request.template.fields.map((field) => columns.indexOf(field)).filter((index) => index >= 0)
  const landmarks = new Landmarks(used)
  const plan = await checkRows(request, ports, ({ number, cells }, { size }) =>
    landmarks.add(number, cells, size),
  )
  const { rows, queued, failed, skipped, duplicates, suppressed } = plan
  return {
    ...{ rows, queued, failed, skipped, duplicates, suppressed },
    attachments: await attachmentReport(plan.attachments, request.frozen.template.baseDir),
    findings: plan.findings.slice(0, MOST_FINDINGS).map(({ row, line, text, state }) => {
      return { row, line, text: withoutFolders(text, dataDir), state }
    }),
    warnings: plan.warnings.map((warning) => {
      return { kind: warning.kind, rows: warning.rows, row: warning.row, text: warning.text }
    }),
    landmarks: landmarks.all,
    octets: landmarks.octets,
  }
}
