/** The fixture of the mail tests: one small message, and the octets it becomes. */
import { buildMime, defaultMimePolicy, joinChunks } from '../../src/main/mail/mime.ts'
import type { Message, MessageStamp, MimeMessage, MimePolicy } from '../../src/shared/mail-types.ts'

export const fixedStamp: MessageStamp = {
  date: new Date('2026-01-02T03:04:05Z'),
  messageId: '<fixed@example.com>',
}

export function messageWith(changes: Partial<Message>): Message {
  return {
    subject: 'Subject',
    body: 'Content\n',
    from: 'from@example.com',
    to: ['to@example.com'],
    cc: [],
    bcc: [],
    replyTo: [],
    headers: {},
    contentSubtype: 'plain',
    charset: 'utf-8',
    alternatives: [],
    attachments: [],
    ...changes,
  }
}

export function built(changes: Partial<Message>, policy: Partial<MimePolicy> = {}): MimeMessage {
  return buildMime(messageWith(changes), fixedStamp, { ...defaultMimePolicy, ...policy })
}

/** One character per octet. */
export function wire(changes: Partial<Message>, policy: Partial<MimePolicy> = {}): string {
  return Buffer.from(joinChunks(built(changes, policy))).toString('latin1')
}
