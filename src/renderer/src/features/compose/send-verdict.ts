import type { OutboxMessage } from '../../../../shared/outbox-types.ts'

export type SendVerdict = 'sending' | 'sent' | 'partly' | 'deferred' | 'failed' | 'uncertain'

/** One word for what became of a message with all its recipients. */
export function sendVerdict({ entry, recipients }: OutboxMessage): SendVerdict {
  const isPartly = recipients.some(({ state }) => state === 'accepted')
  switch (entry.state) {
    case 'accepted':
    case 'captured':
      return 'sent'
    case 'deferred':
      return isPartly ? 'partly' : 'deferred'
    case 'failed':
    case 'skipped':
      return isPartly ? 'partly' : 'failed'
    case 'uncertain':
      return 'uncertain'
    case 'queued':
    case 'attempting':
      return 'sending'
  }
}
