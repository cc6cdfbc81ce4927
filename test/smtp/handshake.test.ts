import { describe, expect, test } from 'vitest'
import type { SmtpOptions } from '../../src/main/smtp/options.ts'
import {
  type Certificate,
  certificate,
  converse,
  type Peer,
  scriptedServer,
  welcome,
} from '../helpers/scripted-server.ts'
import { backendFor, rawMessage, sessionErrorOf } from './smtp-test-kit.ts'

const trusted = certificate('localhost')
const credentials = { user: 'me', password: 's3cret pass' }

function send(port: number, options: Partial<SmtpOptions>) {
  return backendFor(port, options).sendMessages([rawMessage('1')])
}

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
