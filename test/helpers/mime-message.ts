import { buildMime, defaultMimePolicy } from '../../src/main/mail/mime.ts'
import type { Message, MimeMessage } from '../../src/shared/mail-types.ts'

/** A finished message as the program makes it, always the same for the same input. */
export function mimeMessage(subject: string, changes: Partial<Message> = {}): MimeMessage {
  const message: Message = {
    subject,
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
  const stamp = { date: new Date('2026-01-02T03:04:05Z'), messageId: `<${subject}@example.com>` }
  return buildMime(message, stamp, defaultMimePolicy)
}

/** The octets a backend is to deliver. */
export function octets(message: MimeMessage): Buffer {
  return Buffer.concat(message.chunks)
}
