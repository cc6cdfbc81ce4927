/** Django's shortcuts for one message and for many. */
import type { Connection } from './connection.ts'
import { MassDeliveryError } from './delivery-error.ts'
import { EmailMessage } from './email-message.ts'
import { EmailMultiAlternatives } from './email-multi-alternatives.ts'
import { type SendOptions, withConnection } from './get-connection.ts'
import type { AddressList, Text } from './text.ts'

export interface SendMailOptions extends SendOptions {
  /** An HTML version, sent after the text. */
  readonly htmlMessage?: Text | null | undefined
}

/** Subject, text, sender (null: the settings' own) and recipients, who see each other. */
export type MassMail = readonly [subject: Text, message: Text, from: Text | null, recipients: AddressList]

/** Sends one message and returns 1; see `EmailMessage.send` for what is thrown. */
export async function sendMail(
  subject: Text,
  message: Text,
  from: Text | null,
  recipients: AddressList,
  { htmlMessage, ...options }: SendMailOptions = {},
): Promise<number> {
  const email = new EmailMultiAlternatives({ subject, body: message, from, to: recipients })
  if (htmlMessage) email.attachAlternative(htmlMessage, 'text/html')
  return email.send(options)
}

/**
 * Sends all messages over one connection and returns how many were accepted for every recipient.
 * A message that cannot be built rejects before anything is sent; refused ones do not stop the others and
 * reject at the end with a MassDeliveryError. With `failSilently` the rest is sent and counted.
 */
export async function sendMassMail(messages: Iterable<MassMail>, options: SendOptions = {}): Promise<number> {
  const emails = Array.from(
    messages,
    ([subject, body, from, to]) => new EmailMessage({ subject, body, from, to }),
  )
  if (emails.length === 0) return 0
  return withConnection(options, async (connection, failSilently) => {
    if (!failSilently) refuseUnbuildable(emails, connection)
    const report = await connection.sendMessages(emails, { failSilently })
    if (!failSilently && report.sent < report.results.length) throw new MassDeliveryError(report)
    return report.sent
  })
}

/** After a correction all messages can be sent again: nobody has got one yet. */
function refuseUnbuildable(emails: readonly EmailMessage[], { context }: Connection): void {
  for (const email of emails) email.build(context)
}
