/** What the checks look at, and what they find. */
import type { Envelope } from '../../../shared/mail-types.ts'
import type { CheckCode, CheckFinding, CheckLevel, HeaderLine, LinkView } from '../../../shared/view-types.ts'

export interface MessageFacts {
  readonly headers: readonly HeaderLine[]
  readonly html: string | null
  readonly text: string | null
  readonly links: readonly LinkView[]
  /** Octets. */
  readonly size: number
  readonly envelope: Envelope | null
}

export function finding(
  code: CheckCode,
  level: CheckLevel,
  message: string,
  { details = [], values = {} }: Partial<Pick<CheckFinding, 'details' | 'values'>> = {},
): CheckFinding {
  return { code, level, message, values, details: details.slice(0, 50) }
}
