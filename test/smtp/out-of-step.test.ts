import { describe, expect, test } from 'vitest'
import { converse, ehloReply, type Peer, scriptedServer, welcome } from '../helpers/scripted-server.ts'
import { backendFor, rawMessage, recorder, sessionErrorOf } from './smtp-test-kit.ts'

/** Reads the MAIL, RCPT and DATA of a pipelined envelope. */
async function envelope(peer: Peer): Promise<void> {
  for (let count = 0; count < 3; count += 1) await peer.line()
}

function isPipelined(peer: Peer | undefined): boolean {
  return (
    (peer?.lines ?? []).includes('MAIL FROM:<from@example.com>') && (peer?.unread.includes('RCPT') ?? false)
  )
}

describe('a server that loses step', () => {
  test('and takes DATA after refusing every recipient gets a lone dot and keeps the session', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      await envelope(peer)
      peer.send('250 ok\r\n550 5.1.1 no such user\r\n354 go on\r\n')
      expect(await peer.data()).toBe('')
      peer.send('554 5.5.1 nobody to send to\r\n')
      await converse(peer)
    })
    const { hooks, events } = recorder()
    await backendFor(port).sendMessages([rawMessage('1'), rawMessage('2')], hooks)
    expect(events).toEqual(['settled 1 failed', 'mark 2', 'settled 2 accepted'])
    expect(peers).toHaveLength(1)
  })

  test('and takes DATA after refusing the sender gets no octet of a body', async () => {
    const { port, peers } = await scriptedServer(async (peer, connection) => {
      if (!(await welcome(peer))) return
      if (connection > 1) return converse(peer)
      await envelope(peer)
      peer.send('452 4.3.1 full\r\n503 5.5.1 no\r\n354 go on\r\n')
      await peer.gone()
    })
    const { hooks, events } = recorder()
    await sessionErrorOf(backendFor(port).sendMessages([rawMessage('1')], hooks))
    expect(events).toEqual(['settled 1 deferred'])
    expect(peers[0]?.lines.slice(-1)).toEqual(['DATA'])
  })

  test('and answers DATA with 250 gets no body, and the message goes out with less pipelining', async () => {
    const { port, peers } = await scriptedServer(async (peer, connection) => {
      if (!(await welcome(peer))) return
      if (connection > 2) return converse(peer)
      await envelope(peer)
      peer.send('250 ok\r\n250 ok\r\n250 ok\r\n')
      await peer.gone()
    })
    const { hooks, events } = recorder()
    const backend = backendFor(port)
    expect((await backend.sendMessages([rawMessage('1')], hooks)).sent).toBe(1)
    expect(events).toEqual(['mark 1', 'settled 1 accepted'])
    expect(peers.map(({ lines }) => lines.includes('Subject: 1'))).toEqual([false, false, true])
  })

  test('even without pipelining makes the message deferred', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (await welcome(peer))
        await converse(peer, (command) => (command === 'DATA' ? '250 ok\r\n' : undefined))
    })
    const { hooks, events } = recorder()
    const error = await sessionErrorOf(
      backendFor(port, { pipelining: 'none' }).sendMessages([rawMessage('1')], hooks),
    )
    expect(error).toMatchObject({ code: 'protocol-error', transient: true })
    expect(events).toEqual(['settled 1 deferred'])
    expect(peers[0]?.lines).not.toContain('Subject: 1')
  })

  test('by an extra reply after a message is left, and the next message goes out on another connection', async () => {
    const { port, peers } = await scriptedServer(async (peer, connection) => {
      if (!(await welcome(peer))) return
      await converse(peer, (command) =>
        connection === 1 && command === '.' ? '250 ok\r\n250 and again\r\n' : undefined,
      )
    })
    const backend = backendFor(port, { pipelining: 'envelope' })
    expect((await backend.sendMessages([rawMessage('1'), rawMessage('2')])).sent).toBe(2)
    expect(peers).toHaveLength(2)
    expect(peers[0]?.lines).not.toContain('Subject: 2')
  })

  test('stays without pipelining for the rest of the backend', async () => {
    const pipelined: boolean[] = []
    const { port } = await scriptedServer(async (peer, connection) => {
      if (!(await welcome(peer))) return
      await peer.line()
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      pipelined.push(isPipelined(peer))
      if (connection === 1) return peer.send('250 ok\r\n250 ok\r\n250 ok\r\n')
      peer.send('250 ok\r\n')
      await converse(peer)
    })
    const backend = backendFor(port, { pipelining: 'envelope' })
    await backend.sendMessages([rawMessage('1')])
    await backend.sendMessages([rawMessage('2')])
    expect(pipelined).toEqual([true, false, false])
  })

  test('by throwing away what came behind the dot costs a wait, and no message', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      await converse(peer, (command) => {
        if (command === '.') peer.discardUnread()
        return undefined
      })
    })
    const { hooks, events } = recorder()
    const messages = ['1', '2', '3'].map((id) => rawMessage(id))
    expect((await backendFor(port, { timeout: 0.3 }).sendMessages(messages, hooks)).sent).toBe(3)
    expect(events.filter((event) => event.startsWith('mark'))).toEqual(['mark 1', 'mark 2', 'mark 3'])
    expect(peers).toHaveLength(2)
  })

  test('by a reply before the message has ended gets no dot', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      await envelope(peer)
      peer.send('250 ok\r\n250 ok\r\n354 go\r\n250 done already\r\n')
      await peer.gone()
    })
    const { hooks, events } = recorder()
    await sessionErrorOf(backendFor(port).sendMessages([rawMessage('1')], hooks))
    expect(events.at(-1)).toBe('settled 1 deferred')
    expect(peers[0]?.lines).not.toContain('.')
  })

  test('that floods replies is dropped', async () => {
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      await peer.line()
      peer.send('250 ok\r\n'.repeat(5000))
      await peer.gone()
    })
    const { hooks, events } = recorder()
    await sessionErrorOf(backendFor(port, { pipelining: 'none' }).sendMessages([rawMessage('1')], hooks))
    expect(events).toEqual(['settled 1 deferred'])
  })

  test('with a reply nobody asked for right behind EHLO is not trusted', async () => {
    const { port } = await scriptedServer(async (peer) => {
      peer.send('220 hi\r\n')
      await peer.line()
      peer.send(`${ehloReply([])}250 extra\r\n`)
      await peer.gone()
    })
    const { hooks, events } = recorder()
    await sessionErrorOf(backendFor(port).sendMessages([rawMessage('1')], hooks))
    expect(events).toEqual(['settled 1 deferred'])
  })
})

describe('a server that ends an idle session', () => {
  test.each([
    ['silently', (peer: Peer) => peer.end()],
    ['with a reset', (peer: Peer) => peer.reset()],
    [
      'with 421',
      (peer: Peer) => {
        peer.send('421 4.4.2 idle too long\r\n')
        peer.end()
      },
    ],
  ])('%s costs nothing but a new connection', async (_how, leave) => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      await converse(peer, (command) => {
        if (command === '.') setImmediate(() => leave(peer))
        return undefined
      })
    })
    const backend = backendFor(port)
    await backend.open()
    for (const id of ['1', '2']) {
      expect((await backend.sendMessages([rawMessage(id)])).sent).toBe(1)
      await peers.at(-1)?.gone()
    }
    expect(peers).toHaveLength(2)
  })

  test('between two messages of one list costs nothing but a new connection', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      await converse(peer, (command) => {
        if (command !== '.') return undefined
        peer.send('250 ok\r\n')
        peer.end()
        return ''
      })
    })
    const report = await backendFor(port).sendMessages(['1', '2', '3'].map((id) => rawMessage(id)))
    expect(report.sent).toBe(3)
    expect(peers).toHaveLength(3)
    expect(peers.flatMap(({ lines }) => lines.filter((line) => line.startsWith('Subject')))).toEqual([
      'Subject: 1',
      'Subject: 2',
      'Subject: 3',
    ])
  })

  test('is not asked again and again when it always leaves at MAIL', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      await peer.line()
      peer.end()
    })
    const backend = backendFor(port)
    await backend.open()
    const { hooks, events } = recorder()
    await sessionErrorOf(backend.sendMessages([rawMessage('1')], hooks))
    expect(events).toEqual(['settled 1 deferred'])
    expect(peers).toHaveLength(2)
  })
})
