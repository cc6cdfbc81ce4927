import { createHmac } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { SmtpOptions } from '../../src/main/smtp/options.ts'
import {
  type Certificate,
  certificate,
  converse,
  ehloReply,
  type Peer,
  scriptedServer,
  welcome,
} from '../helpers/scripted-server.ts'
import { backendFor, rawMessage, sessionErrorOf } from './smtp-test-kit.ts'

const trusted = certificate('localhost')
const credentials = { user: 'me', password: 's3cret pass' }
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** A server with STARTTLS that serves the session inside. */
function startTlsServer(inside: (peer: Peer) => Promise<void>, tls: Certificate = trusted, afterReply = '') {
  return scriptedServer(async (peer) => {
    if (!(await welcome(peer, ['STARTTLS', 'AUTH PLAIN', 'SIZE 1']))) return
    await peer.line()
    peer.send(`220 go ahead\r\n${afterReply}`)
    await peer.startTls(tls)
    await inside(peer)
  })
}

async function ehlo(peer: Peer, extensions: readonly string[]): Promise<void> {
  await peer.line()
  peer.send(ehloReply(extensions))
}

function send(port: number, options: Partial<SmtpOptions>) {
  return backendFor(port, options).sendMessages([rawMessage('1')])
}

describe('TLS', () => {
  test('from the start carries the whole session', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (await welcome(peer)) await converse(peer)
    }, trusted)
    expect((await send(port, { tls: 'implicit', ca: trusted.cert })).sent).toBe(1)
    expect(peers[0]?.lines[0]).toMatch(/^EHLO /)
  })

  test('by STARTTLS carries the session, with what the EHLO inside offers', async () => {
    const { port, peers } = await startTlsServer(async (peer) => {
      await ehlo(peer, ['PIPELINING'])
      await converse(peer)
    })
    expect((await send(port, { tls: 'starttls', ca: trusted.cert })).sent).toBe(1)
    // The SIZE 1 of the first EHLO would have refused the message.
    expect(peers[0]?.lines.filter((line) => line.startsWith('EHLO'))).toHaveLength(2)
    expect(peers[0]?.lines).toContain('MAIL FROM:<from@example.com>')
  })

  test('ignores what was slipped in behind the reply to STARTTLS', async () => {
    const injected = '250-evil\r\n250 PIPELINING\r\n250 evil'
    const { port, peers } = await startTlsServer(
      async (peer) => {
        await ehlo(peer, [])
        await converse(peer)
      },
      trusted,
      injected,
    )
    expect((await send(port, { tls: 'starttls', ca: trusted.cert })).sent).toBe(1)
    expect(peers).toHaveLength(1)
  })

  test.each([
    ['not offered and refused', ['AUTH PLAIN'], '502 5.5.1 what?\r\n', false],
    ['offered and refused for now', ['STARTTLS'], '454 4.7.0 TLS not available\r\n', true],
  ])('that is demanded and %s stops before any login', async (_what, extensions, reply, transient) => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer, extensions))) return
      await peer.line()
      peer.send(reply)
      await peer.gone()
    })
    const error = await sessionErrorOf(send(port, { tls: 'starttls', ...credentials }))
    expect(error).toMatchObject({ code: 'starttls-missing', transient })
    expect(peers[0]?.lines.slice(1)).toEqual(['STARTTLS'])
  })

  test.each([
    ['self-signed by nobody we know', trusted, {}, 'self-signed'],
    [
      'for another host',
      certificate('other-host'),
      { ca: certificate('other-host').cert },
      'another host name',
    ],
  ])('with a certificate that is %s is refused, in both modes', async (_what, tls, options, reason) => {
    const implicit = await scriptedServer(async (peer) => peer.gone(), tls)
    const starttls = await startTlsServer((peer) => peer.gone(), tls)
    for (const [mode, { port, peers }] of [
      ['implicit', implicit],
      ['starttls', starttls],
    ] as const) {
      const error = await sessionErrorOf(send(port, { tls: mode, ...credentials, ...options }))
      expect(error).toMatchObject({ code: 'certificate-refused', transient: false })
      expect(error.message).toContain(reason)
      expect(peers[0]?.lines.join()).not.toContain('AUTH')
    }
  })

  test('is checked even where the environment switches the check off', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    onTestFinished(() => void vi.unstubAllEnvs())
    const { port } = await startTlsServer((peer) => peer.gone())
    expect((await sessionErrorOf(send(port, { tls: 'starttls' }))).code).toBe('certificate-refused')
  })

  test('from the start on a plain port says which mode to choose', async () => {
    const { port } = await scriptedServer(async (peer) => {
      if (await welcome(peer)) await peer.gone()
    })
    const error = await sessionErrorOf(send(port, { tls: 'implicit' }))
    expect(error).toMatchObject({ code: 'tls-failed', transient: false })
    expect(error.message).toContain('Choose STARTTLS')
  })

  test('is never begun in mode none, even when offered', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (await welcome(peer, ['STARTTLS'])) await converse(peer)
    })
    expect((await send(port, { tls: 'none' })).sent).toBe(1)
    expect(peers[0]?.lines).not.toContain('STARTTLS')
  })
})

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

describe('a greeting', () => {
  test.each([
    ['554 5.3.2 go away\r\n', 'server-refused', false],
    ['450 4.3.2 later\r\n', 'server-refused', true],
    ['421 4.3.2 busy\r\n', 'server-closing', true],
    ['SSH-2.0-OpenSSH_9.9\r\n', 'protocol-error', false],
    ['HTTP/1.1 400 Bad Request\r\n', 'protocol-error', false],
  ])('of %j is %s', async (greeting, code, transient) => {
    const { port } = await scriptedServer(async (peer) => {
      peer.send(greeting)
      await peer.gone()
    })
    expect(await sessionErrorOf(send(port, {}))).toMatchObject({ code, transient })
  })

  test.each<[string, (peer: Peer) => void]>([
    ['closes', (peer) => peer.end()],
    ['resets', (peer) => peer.reset()],
  ])('that never comes because the server %s is a lost connection', async (_how, leave) => {
    const { port } = await scriptedServer(async (peer) => leave(peer))
    const error = await sessionErrorOf(send(port, {}))
    // A reset may arrive before the connection even counts as made.
    expect(['connection-lost', 'connection-failed']).toContain(error.code)
    expect(error.transient).toBe(true)
  })

  test('is followed by HELO when EHLO is unknown, and mail goes through', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      peer.send('220 old\r\n')
      await peer.line()
      peer.send('500 what\r\n')
      await converse(peer)
    })
    expect((await send(port, { ehloName: 'me.example' })).sent).toBe(1)
    expect(peers[0]?.lines.slice(0, 3)).toEqual([
      'EHLO me.example',
      'HELO me.example',
      'MAIL FROM:<from@example.com>',
    ])
  })

  test('from a port where nothing listens is a refused connection', async () => {
    const error = await sessionErrorOf(send(1, {}))
    expect(error).toMatchObject({ code: 'connection-failed', transient: true })
    expect(error.message).toContain('refused')
  })

  test('from a host nobody knows is a failed lookup', async () => {
    const error = await sessionErrorOf(send(25, { host: 'no-such-host.invalid' }))
    expect(error).toMatchObject({ code: 'host-not-found', transient: true })
  })
})

describe('a timeout', () => {
  const hang = (peer: Peer) => peer.gone()
  test.each<[string, (peer: Peer) => Promise<void>, Partial<SmtpOptions>, Certificate?]>([
    ['the greeting', hang, {}],
    [
      'EHLO',
      async (peer) => {
        peer.send('220 hi\r\n')
        await hang(peer)
      },
      {},
    ],
    [
      'STARTTLS',
      async (peer) => {
        if (await welcome(peer, ['STARTTLS'])) await hang(peer)
      },
      { tls: 'starttls' },
    ],
    [
      'the TLS handshake',
      async (peer) => {
        if (await welcome(peer, ['STARTTLS'])) {
          await peer.line()
          peer.send('220 go\r\n')
          await hang(peer)
        }
      },
      { tls: 'starttls' },
    ],
    ['TLS from the start', hang, { tls: 'implicit' }],
    [
      'the login',
      async (peer) => {
        if (await welcome(peer, ['AUTH PLAIN'])) await hang(peer)
      },
      { tls: 'implicit', ca: trusted.cert, ...credentials },
      trusted,
    ],
    [
      'octets that trickle in',
      async (peer) => {
        for (const octet of '220-slow\r\n'.repeat(1000)) {
          peer.send(octet)
          await new Promise((resolve) => setTimeout(resolve, 20))
          if (peer.isGone) return
        }
      },
      {},
    ],
  ])('ends a wait for %s', async (_what, script, options, tls) => {
    const { port } = await scriptedServer(script, tls)
    const started = performance.now()
    const error = await sessionErrorOf(send(port, { timeout: 0.2, ...options }))
    expect(error.transient).toBe(true)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
