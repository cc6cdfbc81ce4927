import type { CheckReport } from '../../../../../shared/list-types.ts'

export type Verdict = 'unchecked' | 'nothing' | 'errors' | 'warnings' | 'ready'

/** Whether a batch may be started: errors block, warnings need a tick. */
export function verdictOf(report: CheckReport | null, warningsSeen: boolean): Verdict {
  if (!report) return 'unchecked'
  if (report.findings.length > 0) return 'errors'
  if (report.queued === 0) return 'nothing'
  return report.warnings.length > 0 && !warningsSeen ? 'warnings' : 'ready'
}
