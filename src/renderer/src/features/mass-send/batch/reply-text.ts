import type { Reply } from '../../../../../shared/mail-types.ts'

/** What the server answered, in one line; empty where it did not. */
export function replyText(reply: Reply | null): string {
  if (!reply) return ''
  return [reply.code, reply.enhanced, reply.text].filter((part) => part !== null && part !== '').join(' ')
}
