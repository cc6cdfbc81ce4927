import type { Message, MimeMessage } from '../../src/shared/mail-types.ts'

/** A finished message made by hand, in two chunks, with dots and long lines where SMTP is touchy. */
export function mimeMessage(
  subject: string,
  changes: Partial<MimeMessage['envelope'] & Message> = {},
): MimeMessage {
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
  const messageId = `<${subject}@example.com>`
  const head = `Message-ID: ${messageId}\r\nSubject: ${subject}\r\nFrom: ${message.from}\r\nTo: ${message.to.join(', ')}\r\n\r\n`
  const body = message.body.replaceAll('\n', '\r\n')
  const chunks = [Buffer.from(head), Buffer.from(body)]
  return {
    message,
    envelope: { from: message.from, to: [...message.to, ...message.cc, ...message.bcc] },
    messageId,
    date: new Date('2026-01-02T03:04:05Z'),
    chunks,
    size: Buffer.concat(chunks).length,
    eightBit: chunks.some((chunk) => chunk.some((octet) => octet > 127)),
  }
}

/** The octets a backend is to deliver. */
export function octets(message: MimeMessage): Buffer {
  return Buffer.concat(message.chunks)
}
