import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { SmtpOptions } from '../../src/main/smtp/options.ts'
import { certificate, converse, scriptedServer, welcome } from '../helpers/scripted-server.ts'
import { backendFor, rawMessage, sessionErrorOf } from './smtp-test-kit.ts'

const trusted = certificate('localhost')
const credentials = { user: 'me', password: 's3cret pass' }
const base64 = (text: string) => Buffer.from(text).toString('base64')

function send(port: number, options: Partial<SmtpOptions>) {
  return backendFor(port, options).sendMessages([rawMessage('1')])
}

describe('a login', () => {
  /** Offers these mechanisms over TLS and answers AUTH and what follows it with these replies. */
  function loginServer(mechanisms: string, ...replies: readonly string[]) {
    return scriptedServer(async (peer) => {
      if (!(await welcome(peer, [mechanisms]))) return
      for (const reply of replies) {
        await peer.line()
        peer.send(reply)
      }
      await converse(peer)
    }, trusted)
  }
  const secured = { tls: 'implicit', ca: trusted.cert, ...credentials } as const

  test('works with PLAIN', async () => {
    const { port, peers } = await loginServer('AUTH LOGIN PLAIN', '235 2.7.0 welcome\r\n')
    expect((await send(port, secured)).sent).toBe(1)
    expect(peers[0]?.lines[1]).toBe(`AUTH PLAIN ${base64('\0me\0s3cret pass')}`)
  })

  test('works with LOGIN', async () => {
    const { port, peers } = await loginServer(
      'AUTH LOGIN',
      '334 VXNlcm5hbWU6\r\n',
      '334 UGFzc3dvcmQ6\r\n',
      '235 ok\r\n',
    )
    expect((await send(port, secured)).sent).toBe(1)
    expect(peers[0]?.lines.slice(1, 4)).toEqual(['AUTH LOGIN', base64('me'), base64('s3cret pass')])
  })

  test('works with CRAM-MD5', async () => {
    const { port, peers } = await loginServer('AUTH CRAM-MD5', `334 ${base64('<1@x>')}\r\n`, '235 ok\r\n')
    expect((await send(port, secured)).sent).toBe(1)
    const digest = createHmac('md5', credentials.password).update('<1@x>').digest('hex')
    expect(peers[0]?.lines[2]).toBe(base64(`me ${digest}`))
  })

  test('works with XOAUTH2, where the password is the token', async () => {
    const { port, peers } = await loginServer('AUTH PLAIN XOAUTH2', '235 ok\r\n')
    expect((await send(port, { ...secured, auth: 'xoauth2' })).sent).toBe(1)
    expect(peers[0]?.lines[1]).toBe(`AUTH XOAUTH2 ${base64('user=me\x01auth=Bearer s3cret pass\x01\x01')}`)
  })

  test('with a token that is refused ends with the reason', async () => {
    const challenge = `334 ${base64('{"status":"400"}')}\r\n`
    const { port } = await loginServer(
      'AUTH XOAUTH2',
      challenge,
      '535 5.7.8 token expired\r\n',
      challenge,
      '535 5.7.8 token expired\r\n',
    )
    const error = await sessionErrorOf(send(port, { ...secured, auth: 'xoauth2' }))
    expect(error).toMatchObject({ code: 'login-refused', reply: { code: 535, text: 'token expired' } })
  })

  test.each([
    ['535 5.7.8 wrong', false],
    ['534 5.7.9 Application-specific password required', false],
    ['530 5.7.0 not yet', false],
    ['454 4.7.0 Temporary authentication failure', true],
  ])('refused with "%s" is a session error', async (reply, transient) => {
    const { port, peers } = await loginServer('AUTH PLAIN', `${reply}\r\n`)
    const error = await sessionErrorOf(send(port, secured))
    expect(error).toMatchObject({
      code: 'login-refused',
      transient,
      reply: { code: Number(reply.slice(0, 3)) },
    })
    expect(peers[0]?.lines.join()).not.toContain('MAIL')
  })

  test('cut off by 421 may be tried again later', async () => {
    const { port } = await loginServer('AUTH PLAIN', '421 4.7.0 too many logins\r\n')
    expect(await sessionErrorOf(send(port, secured))).toMatchObject({
      code: 'server-closing',
      transient: true,
    })
  })

  test('never shows the secret, even when the server repeats it', async () => {
    const echo = `535 5.7.8 bad: s3cret pass ${base64('s3cret pass')} ${base64('\0me\0s3cret pass')}\r\n`
    const { port } = await loginServer('AUTH PLAIN', echo)
    const error = await sessionErrorOf(send(port, secured))
    const everything = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)} ${JSON.stringify(error.reply)}`
    expect(everything).toContain('***')
    for (const secret of ['s3cret', base64('s3cret pass'), base64('\0me\0s3cret pass')]) {
      expect(everything).not.toContain(secret)
    }
  })

  test.each([
    ['no login at all', 'SIZE', {}],
    ['only logins we cannot use', 'AUTH GSSAPI NTLM', {}],
    ['no XOAUTH2', 'AUTH PLAIN', { auth: 'xoauth2' as const }],
  ])('that is set where the server offers %s fails clearly', async (_what, mechanisms, options) => {
    const { port } = await loginServer(mechanisms)
    const error = await sessionErrorOf(send(port, { ...secured, ...options }))
    expect(error).toMatchObject({ code: 'login-unsupported', transient: false })
  })

  test('never crosses an unencrypted connection, loopback included, and says how to allow it', async () => {
    const { port, peers } = await scriptedServer((peer) => peer.gone())
    const error = await sessionErrorOf(send(port, credentials))
    expect(error).toMatchObject({ code: 'login-needs-tls', transient: false })
    expect(error.message).toContain('allowCleartextAuth')
    expect(peers).toHaveLength(0)
  })

  test('in clear text where allowed prefers the mechanism that hides the password', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer, ['AUTH PLAIN CRAM-MD5']))) return
      for (const reply of [`334 ${base64('<1@x>')}\r\n`, '235 ok\r\n']) {
        await peer.line()
        peer.send(reply)
      }
      await converse(peer)
    })
    expect((await send(port, { ...credentials, allowCleartextAuth: true })).sent).toBe(1)
    expect(peers[0]?.lines[1]).toBe('AUTH CRAM-MD5')
  })

  test.each([{ user: 'me' }, { password: 'x' }, { user: '', password: '' }])(
    'is not tried with %j',
    async (options) => {
      const { port, peers } = await loginServer('AUTH PLAIN')
      expect((await send(port, { tls: 'implicit', ca: trusted.cert, ...options })).sent).toBe(1)
      expect(peers[0]?.lines.join()).not.toContain('AUTH')
    },
  )
})
