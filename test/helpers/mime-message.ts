import { buildMime, defaultMimePolicy } from '../../src/main/mail/mime.ts'
import type { Message, MimeMessage } from '../../src/shared/mail-types.ts'
import { fixedStamp, messageWith } from './messages.ts'

/** A finished message as the program makes it, always the same for the same input. */
export function mimeMessage(subject: string, changes: Partial<Message> = {}): MimeMessage {
  const stamp = { ...fixedStamp, messageId: `<${subject}@example.com>` }
  return buildMime(messageWith({ subject, ...changes }), stamp, defaultMimePolicy)
}

/** The octets a backend is to deliver. */
export function octets(message: MimeMessage): Buffer {
  return Buffer.concat(message.chunks)
}
