import type { CheckReport, MassSendOptions } from '../../../../../shared/list-types.ts'

export type Verdict = 'unchecked' | 'nothing' | 'missing' | 'errors' | 'warnings' | 'ready'

/** What the user has said about what the check found. */
export interface Consent {
  readonly warningsSeen: boolean
  /** Rows with errors stay out, and the others are sent. */
  readonly leavesOut: boolean
}

/** Whether a batch may be started: missing files block, errors and warnings need a word each. */
export function verdictOf(
  report: CheckReport | null,
  policy: MassSendOptions['onMissingAttachment'],
  { warningsSeen, leavesOut }: Consent,
): Verdict {
  if (!report) return 'unchecked'
  if (policy === 'block' && report.attachments.missingFiles > 0) return 'missing'
  if (report.queued === 0) return 'nothing'
  if (report.failed > 0 && !leavesOut) return 'errors'
  return hasWarnings(report) && !warningsSeen ? 'warnings' : 'ready'
}

export function hasWarnings({ warnings, attachments }: CheckReport): boolean {
  return warnings.length > 0 || attachments.sharedFiles > 0
}
