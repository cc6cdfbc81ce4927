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
