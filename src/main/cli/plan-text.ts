/** A plan in words. */
import { InputError } from '../../shared/errors.ts'
import { plainText } from '../../shared/plain-text.ts'
import type { Plan } from '../batch/plan.ts'
import { count } from './progress.ts'

const SHOWN = 10

export function describePlan(plan: Plan): string {
  const counts = [`${count(plan.rows)} ${plan.rows === 1 ? 'row' : 'rows'}: ${count(plan.queued)} to send`]
  if (plan.failed > 0) counts.push(`${count(plan.failed)} that cannot be sent`)
  if (plan.skipped > 0) counts.push(`${count(plan.skipped)} skipped`)
  if (plan.suppressed > 0) counts.push(`${count(plan.suppressed)} of them on the suppression list`)
  const findings = plan.findings
    .slice(0, SHOWN)
    .map(({ row, line, text }) => `  row ${row} (line ${line}): ${plainText(text)}`)
  const more = plan.failed + plan.skipped - findings.length
  if (more > 0) findings.push(`  … and ${count(more)} more`)
  const missing = plan.missingAttachments
    .slice(0, SHOWN)
    .map((path) => `  missing attachment: ${plainText(path)}`)
  return [counts.join(', '), ...findings, ...missing, ...describeWarnings(plan)].join('\n')
}

/** A line for each kind of warning. */
export function describeWarnings(plan: Plan): readonly string[] {
  return plan.warnings.map(({ rows, row, line, text }) => {
    const which =
      rows === 1 ? `row ${row} (line ${line})` : `${count(rows)} rows, first row ${row} (line ${line})`
    return `  warning: ${which}: ${plainText(text)}`
  })
}

export function duplicatesError(plan: Plan): InputError {
  const first = plan.firstDuplicate
  return new InputError(
    'duplicate-addresses',
    `${count(plan.duplicates)} ${plan.duplicates === 1 ? 'row repeats' : 'rows repeat'} an address of an earlier row${first ? ` (first on line ${first.line}: ${plainText(first.text)})` : ''}: choose --duplicates first or --duplicates all.`,
    { row: first?.row, line: first?.line },
  )
}

export function missingAttachmentsError(plan: Plan): InputError {
  const [first] = plan.missingAttachments
  const more = plan.missingAttachments.length - 1
  return new InputError(
    'missing-attachment',
    `An attachment is missing (${plainText(first ?? '')}${more > 0 ? `, and ${count(more)} more` : ''}): add the file, or choose --on-missing-attachment skip or without.`,
    { file: first },
  )
}
