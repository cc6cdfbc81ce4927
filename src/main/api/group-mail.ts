/** Mail to the people the settings name as responsible. */
import { EmailMultiAlternatives } from './email-multi-alternatives.ts'
import { readSettingsOf } from './get-connection.ts'
import type { SendMailOptions } from './send-mail.ts'
import { readText, type Text } from './text.ts'

/** One message to all `admins` of the settings. Returns 0 when there are none; throws as `sendMail` does. */
export function mailAdmins(subject: Text, message: Text, options?: SendMailOptions): Promise<number> {
  return mailGroup('admins', subject, message, options)
}

/** One message to all `managers` of the settings. Returns 0 when there are none; throws as `sendMail` does. */
export function mailManagers(subject: Text, message: Text, options?: SendMailOptions): Promise<number> {
  return mailGroup('managers', subject, message, options)
}

async function mailGroup(
  group: 'admins' | 'managers',
  subject: Text,
  message: Text,
  { htmlMessage, ...options }: SendMailOptions = {},
): Promise<number> {
  const settings = options.connection?.settings ?? (await readSettingsOf(options.dataDir))
  const email = new EmailMultiAlternatives({
    subject: settings.subjectPrefix + readText('subject', subject),
    body: message,
    from: settings.serverEmail,
    to: settings[group],
  })
  if (htmlMessage) email.attachAlternative(htmlMessage, 'text/html')
  return email.send(options)
}
