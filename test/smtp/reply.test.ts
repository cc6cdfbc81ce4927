import { describe, expect, test } from 'vitest'
import { classify, type Stage } from '../../src/main/smtp/reply.ts'
import { ReplyReader, type ServerReply } from '../../src/main/smtp/reply-reader.ts'

function reply(line: string): ServerReply {
  const [first] = new ReplyReader().push(Buffer.from(`${line}\r\n`))
  if (!first) throw new Error('No reply.')
  return first
}

const cases: readonly [stage: Stage, line: string, kind: string, why: string][] = [
  // session
  ['mail', '530 5.7.0 Authentication required', 'session', 'a login is needed'],
  ['mail', '534 5.7.9 Mechanism too weak', 'session', 'the login is too weak'],
  ['mail', '535 5.7.8 Bad credentials', 'session', 'the login was wrong'],
  ['rcpt', '538 Encryption required', 'session', 'the login needs encryption'],
  ['rcpt', '550 5.7.8 Credentials invalid', 'session', 'x.7.8 blames the login'],
  ['dot', '554 5.7.9 Too weak', 'session', 'x.7.9 blames the login'],
  ['mail', '550 5.7.1 Sender not allowed', 'session', 'the sender is refused'],
  ['mail', '553 5.7.1 Not owned by user', 'session', 'the sender is refused'],
  ['mail', '553 sorry, that sender is not here', 'session', 'the sender is refused without enhanced code'],
  ['mail', '501 5.1.7 Bad sender', 'session', 'the sender address is refused'],
  // 421
  ['mail', '421 4.3.2 Shutting down', 'closing', 'the service closes'],
  ['rcpt', '421 Too busy', 'closing', 'the service closes'],
  ['data', '421 4.7.0 Try later', 'closing', 'the service closes'],
  ['dot', '421 4.7.28 Rate limited', 'closing', 'the service closes'],
  // recipient
  ['rcpt', '450 4.2.0 Greylisted', 'deferred', 'greylisting'],
  ['rcpt', '451 Local error', 'deferred', 'a local error'],
  ['rcpt', '452 4.2.2 Over quota', 'deferred', 'a full mailbox for now'],
  ['rcpt', '550 5.1.1 No such user', 'failed', 'no such user'],
  ['rcpt', '551 5.1.6 User moved', 'failed', 'the user moved'],
  ['rcpt', '553 5.1.3 Bad address', 'failed', 'the address is wrong'],
  ['rcpt', '452 4.5.3 Too many', 'next-transaction', 'the transaction is full'],
  ['rcpt', '552 5.5.3 Too many', 'next-transaction', 'the transaction is full'],
  ['rcpt', '452 Too many recipients', 'next-transaction', 'the transaction is full'],
  ['rcpt', '552 5.2.2 Mailbox full', 'failed', 'the mailbox is full'],
  ['rcpt', '251 User not local; will forward', 'ok', 'any 2yz will do'],
  // message
  ['mail', '552 5.3.4 Message too big', 'failed', 'the declared size is too big'],
  ['mail', '550 5.6.7 SMTPUTF8 needed', 'failed', 'the content does not fit'],
  ['mail', '452 4.3.1 Insufficient storage', 'deferred', 'no room now'],
  ['data', '451 4.3.0 Try again', 'deferred', 'a local error'],
  ['data', '554 5.5.1 No valid recipients', 'failed', 'DATA is refused'],
  ['data', '354 Go ahead', 'ok', 'the body may come'],
  ['dot', '552 5.3.4 Too big', 'failed', 'the message is too big'],
  ['dot', '451 4.7.1 Greylisted', 'deferred', '4yz after the dot'],
  ['dot', '554 5.7.1 Spam', 'failed', 'the content is refused'],
  ['dot', '250', 'ok', 'a bare 250'],
  ['dot', '299 fine', 'ok', 'any 2yz'],
  // desynchronised
  ['dot', '354 Go ahead', 'out-of-step', '3yz in place of a result'],
  ['dot', '221 Bye', 'out-of-step', '221 in place of a result'],
  ['dot', '150 What', 'out-of-step', 'a first digit that means nothing here'],
  ['data', '250 Ok', 'out-of-step', '250 where 354 is due'],
  ['mail', '354 Go ahead', 'out-of-step', '354 where 250 is due'],
  ['rcpt', '221 Bye', 'out-of-step', '221 in place of an answer'],
]

describe('a reply', () => {
  test.each(cases)('to %s of "%s" is %s: %s', (stage, line, kind) => {
    expect(classify(reply(line), stage).kind).toBe(kind)
  })

  test('says that a full mailbox is worth retrying', () => {
    expect(classify(reply('552 5.2.2 Mailbox full'), 'rcpt')).toMatchObject({
      kind: 'failed',
      note: expect.stringContaining('worth retrying'),
    })
  })

  test('goes by its basic code where the enhanced code contradicts it, and shows that', () => {
    const contradictory = reply('450 5.1.1 Unknown user')
    expect(classify(contradictory, 'rcpt').kind).toBe('deferred')
    expect(contradictory.text).toContain('contradict')
  })
})
