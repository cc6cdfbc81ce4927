/** `mailwright/mail`: everything a script needs to write and send mail (docs/scripting.md). */

export type { ErrorCode, ErrorPlace } from '../../shared/errors.ts'
export { EnvironmentError, InputError, MailwrightError } from '../../shared/errors.ts'
export type {
  Alternative,
  DeliveryState,
  Envelope,
  MimeMessage,
  MimePolicy,
  RecipientResult,
  Reply,
  SendResult,
} from '../../shared/mail-types.ts'
export { type OutboxMessage, outbox } from '../backends/memory.ts'
export { SessionError } from '../backends/session-error.ts'
export { BadHeaderError, InvalidAddressError } from '../mail/errors.ts'
export type { AlternativeInput } from './alternative-input.ts'
export type { AttachmentContent, AttachmentFields, AttachmentInput, MimePart } from './attachment-input.ts'
export type { Connection } from './connection.ts'
export { DeliveryError, MassDeliveryError, SessionBrokenError } from './delivery-error.ts'
export { EmailMessage } from './email-message.ts'
export { EmailMultiAlternatives } from './email-multi-alternatives.ts'
export { type ConnectionOptions, getConnection, type SendOptions } from './get-connection.ts'
export { mailAdmins, mailManagers } from './group-mail.ts'
export type { AlternativesOptions, EmailOptions, HeaderValue } from './message-fields.ts'
export { type MimePartFields, mimePart } from './mime-part.ts'
export type { MessageResult, SendMessagesReport } from './report.ts'
export { type MassMail, type SendMailOptions, sendMail, sendMassMail } from './send-mail.ts'
export type { MailContext, Sendable } from './sendable.ts'
export type { AddressList, Text } from './text.ts'
