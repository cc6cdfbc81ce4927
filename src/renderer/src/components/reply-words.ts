import i18next from 'i18next'
import type { RecipientResult } from '../../../shared/mail-types.ts'
import { dataWords } from './error-words.ts'

/** Refusals no server was asked about, by the status this program gives them (RFC 3463). */
const OWN = {
  '5.3.4': 'too-large',
  '5.6.7': 'needs-smtputf8',
  '5.1.7': 'invalid-address',
  '5.1.3': 'invalid-address',
} as const

/** What was said of a recipient: the server's words as they are, our own in the language of the window. */
export function replyWords({ code, enhanced, text, state }: RecipientResult): string {
  if (code !== null) return `${code} ${text}`.trim()
  const own = Object.entries(OWN).find(([status]) => status === enhanced)?.[1]
  if (own !== undefined) return dataWords({ code: own, message: text }).sentence
  return state === 'uncertain' ? i18next.t('outbox:uncertain.reply', { message: text }) : text
}
