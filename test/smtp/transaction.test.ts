import { describe, expect, test } from 'vitest'
import type { Pipelining } from '../../src/main/smtp/options.ts'
import { scriptedServer, welcome } from '../helpers/scripted-server.ts'
import { backendFor, friendlyServer, rawMessage, recorder, sessionErrorOf } from './smtp-test-kit.ts'

const three = ['a@example.net', 'b@example.net', 'c@example.net']

describe.each<Pipelining>(['none', 'envelope', 'full'])('with pipelining %s', (pipelining) => {
  test('sends messages in order over one connection, byte for byte', async () => {
    const { port, peers } = await friendlyServer()
    const messages = ['1', '2', '3'].map((id) => rawMessage(id, { body: `.dot ${id}\r\n..\r\nend` }))
    const report = await backendFor(port, { pipelining }).sendMessages(messages)
    expect(report.sent).toBe(3)
    expect(report.results.map(({ queueId, state }) => [queueId, state])).toEqual(
      Array(3).fill(['Q1', 'accepted']),
    )
    expect(peers).toHaveLength(1)
    const wire = messages.flatMap((message) => [
      'MAIL FROM:<from@example.com>',
      'RCPT TO:<to@example.com>',
      'DATA',
      ...Buffer.concat(message.chunks)
        .toString()
        .split('\r\n')
        .map((line) => (line.startsWith('.') ? `.${line}` : line)),
      '.',
    ])
    expect(peers[0]?.lines.slice(1)).toEqual([...wire, 'QUIT'])
  })

  test('reports each recipient by its own reply', async () => {
    const { port } = await friendlyServer((command) => {
      if (command.includes('<b@')) return '550 5.1.1 no such user\r\n'
      return command.includes('<c@') ? '450 4.2.0 greylisted\r\n' : undefined
    })
    const { results, sent } = await backendFor(port, { pipelining }).sendMessages([
      rawMessage('1', { to: three }),
    ])
    expect(sent).toBe(0)
    expect(results[0]).toMatchObject({
      state: 'deferred',
      recipients: [
        { address: 'a@example.net', state: 'accepted', code: 250 },
        { address: 'b@example.net', state: 'failed', code: 550, enhanced: '5.1.1', text: 'no such user' },
        { address: 'c@example.net', state: 'deferred', code: 450 },
      ],
    })
  })

  test('writes no body when every recipient is refused, and sends the next message', async () => {
    const { port, peers } = await friendlyServer((command) => {
      if (command.includes('<bad@')) return '550 5.1.1 no such user\r\n'
      return command === 'DATA' && !peers[0]?.lines.some((line) => line.includes('<good@'))
        ? '554 5.5.1 no valid recipients\r\n'
        : undefined
    })
    const { hooks, events } = recorder()
    const messages = [
      rawMessage('1', { to: ['bad@example.net'] }),
      rawMessage('2', { to: ['good@example.net'] }),
    ]
    await backendFor(port, { pipelining }).sendMessages(messages, hooks)
    expect(events).toEqual(['settled 1 failed', 'mark 2', 'settled 2 accepted'])
    const lines = peers[0]?.lines ?? []
    expect(lines.slice(0, lines.indexOf('RSET'))).not.toContain('Subject: 1')
    expect(lines.indexOf('RSET')).toBeGreaterThan(0)
  })

  test('puts recipients that did not fit into the next transaction of the same message', async () => {
    let taken = 0
    const { port, peers } = await friendlyServer((command) => {
      if (command === '.') taken = 0
      if (!command.startsWith('RCPT')) return undefined
      taken += 1
      return taken > 2 ? '452 4.5.3 too many recipients\r\n' : undefined
    })
    const { results } = await backendFor(port, { pipelining }).sendMessages([rawMessage('1', { to: three })])
    expect(results[0]?.state).toBe('accepted')
    const lines = peers[0]?.lines ?? []
    expect(lines.filter((line) => line === 'DATA')).toHaveLength(2)
    expect(lines.filter((line) => line.startsWith('Subject:'))).toHaveLength(2)
    expect(
      lines
        .slice(lines.lastIndexOf('MAIL FROM:<from@example.com>'))
        .filter((line) => line.startsWith('RCPT')),
    ).toEqual(['RCPT TO:<c@example.net>'])
  })

  test('defers a recipient that does not even fit alone', async () => {
    const { port } = await friendlyServer((command) =>
      command.startsWith('RCPT') ? '452 4.5.3 too many\r\n' : undefined,
    )
    const { results } = await backendFor(port, { pipelining }).sendMessages([rawMessage('1')])
    expect(results[0]?.recipients).toMatchObject([{ state: 'deferred', code: 452 }])
  })

  test('asks about at most 100 recipients at a time', async () => {
    const { port, peers } = await friendlyServer()
    const to = Array.from({ length: 250 }, (_, index) => `r${index}@example.net`)
    const { results } = await backendFor(port, { pipelining }).sendMessages([
      rawMessage('1', { to }),
      rawMessage('2'),
    ])
    expect(results.map(({ state }) => state)).toEqual(['accepted', 'accepted'])
    expect(results[0]?.recipients.map(({ address }) => address)).toEqual(to)
    const runs = (peers[0]?.lines.join('\n') ?? '')
      .split('DATA')
      .map((part) => part.match(/RCPT/g)?.length ?? 0)
    expect(runs).toEqual([100, 100, 50, 1, 0])
  })

  test.each([
    ['552 5.3.4 too big', 'failed'],
    ['451 4.3.0 later', 'deferred'],
    ['554 5.7.1 spam', 'failed'],
  ])('takes "%s" after the dot as %s and goes on', async (reply, state) => {
    let dots = 0
    const { port } = await friendlyServer((command) => {
      if (command === '.') dots += 1
      return command === '.' && dots === 1 ? `${reply}\r\n` : undefined
    })
    const { results, sent } = await backendFor(port, { pipelining }).sendMessages([
      rawMessage('1'),
      rawMessage('2'),
    ])
    expect(results.map((result) => result.state)).toEqual([state, 'accepted'])
    expect(sent).toBe(1)
  })

  test.each([
    ['DATA', '451 4.3.0 not now', 'deferred'],
    ['DATA', '554 5.3.0 never', 'failed'],
    ['MAIL FROM:<from@example.com>', '452 4.3.1 disk full', 'deferred'],
    ['MAIL FROM:<from@example.com>', '552 5.3.4 too big', 'failed'],
  ])('takes a refusal of %s with "%s" as %s and goes on', async (step, reply, state) => {
    let steps = 0
    let refused = false
    const { port } = await friendlyServer((command) => {
      if (command === step) steps += 1
      if (command === step && steps === 1) {
        refused = true
        return `${reply}\r\n`
      }
      // Without a sender nothing else of the transaction is valid.
      if (command.startsWith('MAIL') || command === 'RSET') refused = false
      return refused ? '503 5.5.1 bad sequence\r\n' : undefined
    })
    const { results } = await backendFor(port, { pipelining }).sendMessages([
      rawMessage('1'),
      rawMessage('2'),
    ])
    expect(results.map((result) => result.state)).toEqual([state, 'accepted'])
  })

  test('gives up the session when the sender is refused, and leaves the message open', async () => {
    const { port } = await friendlyServer((command) => {
      if (command.startsWith('MAIL')) return '553 5.7.1 sender not yours\r\n'
      return command === 'QUIT' ? undefined : '503 5.5.1 bad sequence\r\n'
    })
    const { hooks, events } = recorder()
    const error = await sessionErrorOf(
      backendFor(port, { pipelining }).sendMessages([rawMessage('1')], hooks),
    )
    expect(error).toMatchObject({
      code: 'sender-refused',
      transient: false,
      reply: { code: 553, enhanced: '5.7.1' },
    })
    expect(error.message).toContain('sender not yours')
    expect(events).toEqual([])
  })

  test('gives up the session when a login is asked for at RCPT, and pulls nothing more', async () => {
    const { port } = await friendlyServer((command) =>
      command.startsWith('RCPT') ? '530 5.7.0 login first\r\n' : undefined,
    )
    const pulled: string[] = []
    function* messages() {
      for (const id of ['1', '2', '3']) {
        pulled.push(id)
        yield rawMessage(id)
      }
    }
    const error = await sessionErrorOf(backendFor(port, { pipelining }).sendMessages(messages()))
    expect(error).toMatchObject({ code: 'login-refused', transient: false })
    expect(pulled).toEqual(['1'])
  })

  test.each(['MAIL FROM:<from@example.com>', 'RCPT TO:<to@example.com>', 'DATA', '.'])(
    'defers the message and ends the session on 421 to %s',
    async (step) => {
      const { port } = await friendlyServer((command, peer) => {
        if (command !== step) return undefined
        peer.send('421 4.3.2 going down\r\n')
        peer.end()
        return ''
      })
      const { hooks, results } = recorder()
      const error = await sessionErrorOf(
        backendFor(port, { pipelining }).sendMessages([rawMessage('1')], hooks),
      )
      expect(error).toMatchObject({ code: 'server-closing', transient: true, reply: { code: 421 } })
      expect(results).toMatchObject([{ state: 'deferred', recipients: [{ code: 421, enhanced: '4.3.2' }] }])
    },
  )

  test('settles what is known when the session ends between two transactions of a message', async () => {
    let dots = 0
    const { port } = await friendlyServer((command) => {
      if (command === '.') dots += 1
      return dots === 1 && command.startsWith('MAIL') ? '535 5.7.8 login expired\r\n' : undefined
    })
    const to = Array.from({ length: 101 }, (_, index) => `r${index}@example.net`)
    const { hooks, results } = recorder()
    const error = await sessionErrorOf(
      backendFor(port, { pipelining }).sendMessages([rawMessage('1', { to })], hooks),
    )
    expect(error.code).toBe('login-refused')
    expect(results[0]?.recipients.map(({ state }) => state)).toEqual([
      ...Array(100).fill('accepted'),
      'deferred',
    ])
  })

  test('delivers a large message of many small lines, dots and chunks, octet for octet', async () => {
    let data = ''
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      for (let line = await peer.line(); line !== null && line !== 'DATA'; line = await peer.line()) {
        peer.send('250 ok\r\n')
      }
      peer.send('354 go\r\n')
      data = (await peer.data()) ?? ''
      peer.send('250 ok\r\n')
      await peer.gone()
    })
    const message = rawMessage('1')
    const chunks = Array.from({ length: 3000 }, (_, index) =>
      Buffer.from(`.${'line '.repeat(index % 200)}${index}\r\n`),
    )
    const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    const { sent } = await backendFor(port, {
      pipelining,
    }).sendMessages([{ ...message, chunks, size }])
    expect(sent).toBe(1)
    expect(data.replace(/^\./gm, '')).toBe(Buffer.concat(chunks).toString())
  })
})
