/** Signatures: receivers act on List-Unsubscribe-Post, and trust a sender, only where DKIM covers them. */
import { isAligned } from '../../../shared/dkim-alignment.ts'
import type { CheckFinding } from '../../../shared/view-types.ts'
import { finding, type MessageFacts } from './finding.ts'

const ONE_CLICK = ['list-unsubscribe', 'list-unsubscribe-post']

export function* checkDkim({ headers }: MessageFacts): Generator<CheckFinding> {
  const values = (name: string): readonly string[] =>
    headers.filter((line) => line.name.toLowerCase() === name).map(({ value }) => value)
  const signatures = values('dkim-signature')
  const isOneClick = ONE_CLICK.every((name) => values(name).length > 0)
  if (signatures.length === 0) {
    if (!isOneClick) return
    const message =
      'Unsubscribing in one click counts only where DKIM signs both List-Unsubscribe headers (RFC 8058): the server has to sign this message, or set up DKIM in the profile.'
    yield finding('dkim-missing', 'note', message)
    return
  }
  const covered = signatures.map((value) => tag(value, 'h').toLowerCase().split(':'))
  if (isOneClick && !covered.some((names) => ONE_CLICK.every((name) => names.includes(name)))) {
    const message = 'The DKIM signature leaves out List-Unsubscribe or List-Unsubscribe-Post (RFC 8058).'
    yield finding('unsubscribe-unsigned', 'warning', message)
  }
  const sender = /@([^@\s<>,]+)>?\s*$/.exec(values('from')[0] ?? '')?.[1]
  const domains = signatures.map((value) => tag(value, 'd'))
  if (sender !== undefined && !domains.some((domain) => isAligned(domain, sender))) {
    const message =
      'DKIM signs for another domain than that of the sender: DMARC does not count the signature.'
    yield finding('dkim-alignment', 'warning', message, { details: [`${domains.join(', ')} ≠ ${sender}`] })
  }
}

/** The value of a tag of a signature, without blanks. */
function tag(signature: string, name: string): string {
  return new RegExp(`(?:^|;)\\s*${name}\\s*=([^;]*)`).exec(signature)?.[1]?.replaceAll(/\s/g, '') ?? ''
}
