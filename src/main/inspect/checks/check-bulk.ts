/** What receivers ask of mail to many: a way out in one click (RFC 2369, RFC 8058). */
import type { CheckFinding } from '../../../shared/view-types.ts'
import { finding, type MessageFacts } from './finding.ts'

export function* checkBulk({ headers }: MessageFacts): Generator<CheckFinding> {
  const value = (name: string) => headers.find((line) => line.name.toLowerCase() === name)?.value.trim() ?? ''
  const isBulk = /^(?:bulk|list)$/i.test(value('precedence')) || value('list-id') !== ''
  const unsubscribe = value('list-unsubscribe')
  if (isBulk && unsubscribe === '') {
    const message = 'This says that it is mail to a list and names no way out: add List-Unsubscribe.'
    yield finding('unsubscribe-missing', 'warning', message)
  }
  if (/<https:/i.test(unsubscribe) && !/^List-Unsubscribe=One-Click$/i.test(value('list-unsubscribe-post'))) {
    const message =
      'List-Unsubscribe works in one click only with the header List-Unsubscribe-Post: List-Unsubscribe=One-Click.'
    yield finding('unsubscribe-post-missing', 'warning', message)
  }
}
