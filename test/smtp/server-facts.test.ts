import { describe, expect, test } from 'vitest'
import { parseExtensions } from '../../src/main/smtp/extensions.ts'
import { queueId } from '../../src/main/smtp/queue-id.ts'

describe('the name a server gives a message', () => {
  test.each([
    ['Ok: queued as 4XyZ12abc', '4XyZ12abc'],
    ['from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 9F8E7D6C', '9F8E7D6C'],
    ['OK id=1tBcDe-000000012Ab-3FgH', '1tBcDe-000000012Ab-3FgH'],
    ['4AN1aB012345 Message accepted for delivery', '4AN1aB012345'],
    ['<20260102.ABC@mail.example> Message accepted for delivery', '20260102.ABC@mail.example'],
    ['ok 1700000000 qp 12345', '12345'],
    ['<id@x> [InternalId=1234567, Hostname=a.b] Queued mail for delivery', '1234567'],
    ['Ok', null],
    ['', null],
  ])('is found in "%s"', (text, id) => {
    expect(queueId(text)).toBe(id)
  })
})

describe('an EHLO reply', () => {
  test('tells name, size and extensions in any case', () => {
    const reply =
      '250-mail.example hello\n250-size 1000\n250-8bitMIME\n250-PIPELINING\n250-AUTH PLAIN LOGIN\n250 AUTH=LOGIN XOAUTH2'
    expect(parseExtensions(reply)).toEqual({
      serverName: 'mail.example',
      maxSize: 1000,
      size: true,
      eightBitMime: true,
      smtpUtf8: false,
      pipelining: true,
      requireTls: false,
      auth: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    })
  })

  test.each(['250-x\n250 SIZE', '250-x\n250 SIZE 0', '250-x\n250 SIZE much'])(
    'names no limit in %j',
    (reply) => {
      expect(parseExtensions(reply)).toMatchObject({ size: true, maxSize: null })
    },
  )

  test('does not take the server name for an extension', () => {
    expect(parseExtensions('250 PIPELINING')).toMatchObject({ pipelining: false, serverName: 'PIPELINING' })
  })
})
