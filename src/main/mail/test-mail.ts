/** The message that shows whether a profile delivers; says where and when it comes from, as Django's sendtestemail. */
import type { MessageDocument } from './message-file.ts'

/** `at` in milliseconds since 1970. */
export function testMail(hostName: string, at: number, to: readonly string[]): MessageDocument {
  return {
    subject: `Test email from ${hostName} on ${new Date(at).toISOString()}`,
    body: 'If you are reading this, mail sent by Mailwright arrives at this address.\n',
    to,
  }
}
