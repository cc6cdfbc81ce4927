import { describe, expect, test } from 'vitest'
import type { Pipelining } from '../../src/main/smtp/options.ts'
import type { MimeMessage } from '../../src/shared/mail-types.ts'
import { converse, type Peer, scriptedServer, welcome } from '../helpers/scripted-server.ts'
import { backendFor, rawMessage, recorder, sessionErrorOf } from './smtp-test-kit.ts'

/** Ways a server can stop being one, each with the code the session error carries. */
const ends: readonly [how: string, act: (peer: Peer) => void, code: string][] = [
  ['closes', (peer) => peer.end(), 'connection-lost'],
  ['resets', (peer) => peer.reset(), 'connection-lost'],
  ['hangs', (peer) => peer.freeze(), 'connection-timeout'],
  ['talks rubbish', (peer) => peer.send('<html>\r\n'), 'protocol-error'],
]

/** More than the buffers between the two ends can hold. */
function hugeMessage(id: string): MimeMessage {
  const chunks = [Buffer.from(`Subject: ${id}\r\n\r\n`), Buffer.alloc(20_000_000, 'x')]
  return { ...rawMessage(id), chunks, size: 20_000_014 }
}

const stepsBeforeDot = ['MAIL FROM:<from@example.com>', 'RCPT TO:<to@example.com>', 'DATA']

describe.each<Pipelining>(['none', 'envelope', 'full'])('with pipelining %s', (pipelining) => {
  describe.each(ends)('when the server %s', (_how, act, code) => {
    test.each(stepsBeforeDot)('instead of answering %s, the message is deferred', async (step) => {
      const { port } = await scriptedServer(async (peer) => {
        if (!(await welcome(peer))) return
        await converse(peer, (command) => {
          if (command !== step) return undefined
          act(peer)
          return ''
        })
      })
      const { hooks, events, results } = recorder()
      const error = await sessionErrorOf(
        backendFor(port, { pipelining, timeout: 0.3 }).sendMessages(
          [rawMessage('1'), rawMessage('2')],
          hooks,
        ),
      )
      expect(error).toMatchObject({ code, transient: true })
      expect(events).toEqual(['settled 1 deferred'])
      expect(results[0]?.recipients).toMatchObject([
        { code: null, text: expect.stringContaining('Not delivered') },
      ])
    })

    test('instead of answering the dot, the message is uncertain and the next one is left alone', async () => {
      const { port, peers } = await scriptedServer(async (peer) => {
        if (!(await welcome(peer))) return
        await converse(peer, (command) => {
          if (command !== '.') return undefined
          act(peer)
          return ''
        })
      })
      const { hooks, events, results } = recorder()
      const error = await sessionErrorOf(
        backendFor(port, { pipelining, timeout: 0.3 }).sendMessages(
          [rawMessage('1'), rawMessage('2')],
          hooks,
        ),
      )
      expect(error).toMatchObject({ code, transient: true })
      expect(events).toEqual(['mark 1', 'settled 1 uncertain'])
      expect(results[0]?.recipients).toMatchObject([
        { code: null, text: expect.stringContaining('not known') },
      ])
      expect(peers).toHaveLength(1)
    })

    test('in the middle of the body, the message is deferred', async () => {
      const { port } = await scriptedServer(async (peer) => {
        if (!(await welcome(peer))) return
        for (let line = await peer.line(); line !== 'DATA' && line !== null; line = await peer.line()) {
          if (pipelining === 'none') peer.send('250 ok\r\n')
        }
        peer.send(pipelining === 'none' ? '354 go\r\n' : '250 ok\r\n250 ok\r\n354 go\r\n')
        await peer.line()
        act(peer)
      })
      const { hooks, events } = recorder()
      const error = await sessionErrorOf(
        backendFor(port, { pipelining, timeout: 0.3 }).sendMessages([hugeMessage('1')], hooks),
      )
      expect(error).toMatchObject({ code, transient: true })
      expect(events).toEqual(['settled 1 deferred'])
    })
  })

  test.each(['250', '250 ok', '25', '250-first\r\n'])(
    'a reply to the dot cut short as %j is no acceptance',
    async (cut) => {
      const { port } = await scriptedServer(async (peer) => {
        if (!(await welcome(peer))) return
        await converse(peer, (command) => {
          if (command !== '.') return undefined
          peer.send(cut)
          peer.end()
          return ''
        })
      })
      const { hooks, results } = recorder()
      await sessionErrorOf(backendFor(port, { pipelining }).sendMessages([rawMessage('1')], hooks))
      expect(results[0]?.state).toBe('uncertain')
      expect(results[0]?.recipients[0]?.text).toContain('in the middle of a reply')
    },
  )

  test.each(['354 more', '221 bye', '150 hm', '650 hm'])(
    '"%s" in answer to the dot leaves the message uncertain',
    async (reply) => {
      const { port } = await scriptedServer(async (peer) => {
        if (await welcome(peer))
          await converse(peer, (command) => (command === '.' ? `${reply}\r\n` : undefined))
      })
      const { hooks, results } = recorder()
      const error = await sessionErrorOf(
        backendFor(port, { pipelining }).sendMessages([rawMessage('1')], hooks),
      )
      expect(error.transient).toBe(true)
      expect(results[0]).toMatchObject({
        state: 'uncertain',
        recipients: [{ code: Number(reply.slice(0, 3)) }],
      })
    },
  )

  test.each(['250\r\n', '299 odd\r\n', '250-a\r\n250 b\r\n', '250 lf only\n'])(
    '%j in answer to the dot is acceptance',
    async (reply) => {
      const { port } = await scriptedServer(async (peer) => {
        if (await welcome(peer)) await converse(peer, (command) => (command === '.' ? reply : undefined))
      })
      const { sent } = await backendFor(port, { pipelining }).sendMessages([rawMessage('1'), rawMessage('2')])
      expect(sent).toBe(2)
    },
  )

  test('closing the backend cuts a send off: uncertain behind the dot', async () => {
    const backend: { close?: () => Promise<void> } = {}
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      await converse(peer, (command) => {
        if (command !== '.') return undefined
        void backend.close?.()
        return ''
      })
    })
    const smtp = backendFor(port, { pipelining })
    backend.close = () => smtp.close()
    const { hooks, events } = recorder()
    await sessionErrorOf(smtp.sendMessages([rawMessage('1')], hooks))
    expect(events).toEqual(['mark 1', 'settled 1 uncertain'])
  })

  test.each([
    ['552 5.3.4 too much', 'failed'],
    ['451 4.3.0 not now', 'deferred'],
  ])('"%s" in the middle of the body makes the message %s', async (reply, state) => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      for (let line = await peer.line(); line !== 'DATA' && line !== null; line = await peer.line()) {
        if (pipelining === 'none') peer.send('250 ok\r\n')
      }
      peer.send(pipelining === 'none' ? '354 go\r\n' : '250 ok\r\n250 ok\r\n354 go\r\n')
      await peer.line()
      peer.send(`${reply}\r\n`)
      await peer.gone()
    })
    const { hooks, results } = recorder()
    const message = hugeMessage('1')
    const error = await sessionErrorOf(backendFor(port, { pipelining }).sendMessages([message], hooks))
    expect(error.transient).toBe(true)
    expect(results[0]).toMatchObject({ state, recipients: [{ code: Number(reply.slice(0, 3)) }] })
    expect(peers[0]?.lines).not.toContain('.')
  })
})
