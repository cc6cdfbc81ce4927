import { describe, expect, test } from 'vitest'
import { converse, scriptedServer, welcome } from '../helpers/scripted-server.ts'
import { backendFor, friendlyServer, rawMessage, recorder, sessionErrorOf } from './smtp-test-kit.ts'

describe('an SMTP connection', () => {
  test('is opened once: open tells whether this call did it', async () => {
    const { port, peers } = await friendlyServer()
    const backend = backendFor(port)
    expect(await Promise.all([backend.open(), backend.open()])).toEqual([true, false])
    await backend.close()
    expect(await backend.open()).toBe(true)
    expect(peers).toHaveLength(2)
  })

  test('opened by the caller is kept by sends, one opened by a send is closed after', async () => {
    const { port, peers } = await friendlyServer()
    const backend = backendFor(port)
    await backend.sendMessages([rawMessage('1')])
    await backend.open()
    await backend.sendMessages([rawMessage('2')])
    await backend.sendMessages([rawMessage('3')])
    expect(peers).toHaveLength(2)
    expect(peers[0]?.lines.at(-1)).toBe('QUIT')
    expect(peers[1]?.lines).not.toContain('QUIT')
  })

  test('is not made for an empty list, nor for messages without recipients', async () => {
    const { port, peers } = await friendlyServer()
    const { hooks, events } = recorder()
    const backend = backendFor(port)
    expect(await backend.sendMessages([])).toEqual({ sent: 0, results: [] })
    const report = await backend.sendMessages([rawMessage('1', { to: [] })], hooks)
    expect(report).toMatchObject({ sent: 0, results: [{ state: 'failed', recipients: [] }] })
    expect(events).toEqual(['settled 1 failed'])
    expect(peers).toHaveLength(0)
  })

  test('never carries two sends at once', async () => {
    const { port, peers } = await friendlyServer()
    const backend = backendFor(port)
    await backend.open()
    const reports = await Promise.all([1, 2, 3].map((id) => backend.sendMessages([rawMessage(`${id}`)])))
    expect(reports.map(({ sent }) => sent)).toEqual([1, 1, 1])
    expect(peers[0]?.lines.filter((line) => line.startsWith('Subject'))).toEqual([
      'Subject: 1',
      'Subject: 2',
      'Subject: 3',
    ])
  })

  test('closes without complaint when nothing is open, twice, and when the server has gone', async () => {
    const { port, peers } = await friendlyServer()
    const backend = backendFor(port)
    await backend.close()
    await backend.open()
    peers[0]?.reset()
    await backend.close()
    await backend.close()
  })

  test('closes within a moment when the server does not answer QUIT', async () => {
    const { port } = await scriptedServer(async (peer) => {
      if (await welcome(peer)) await converse(peer, (command) => (command === 'QUIT' ? '' : undefined))
    })
    const backend = backendFor(port, { timeout: 0.2 })
    await backend.open()
    await backend.close()
    expect(await backend.open()).toBe(true)
  })

  test('being made can be given up by close', async () => {
    const { port, peers } = await scriptedServer(async (peer) => peer.gone())
    const backend = backendFor(port, { timeout: 60 })
    const opening = sessionErrorOf(backend.open())
    while (peers.length === 0) await new Promise((resolve) => setImmediate(resolve))
    await backend.close()
    expect((await opening).transient).toBe(true)
    await peers[0]?.gone()
  })

  test('that fails says so before anything is sent, and the source of messages is told to stop', async () => {
    const { port, peers } = await scriptedServer(async (peer) => {
      peer.send('554 5.3.2 no service for you\r\n')
      await peer.gone()
    })
    let stopped = false
    async function* messages() {
      try {
        yield rawMessage('1')
        yield rawMessage('2')
      } finally {
        stopped = true
      }
    }
    const { hooks, events } = recorder()
    const error = await sessionErrorOf(backendFor(port).sendMessages(messages(), hooks))
    expect(error).toMatchObject({ code: 'server-refused', transient: false, reply: { code: 554 } })
    expect([events, stopped, peers[0]?.lines]).toEqual([[], true, []])
  })

  test('passes on what the source of messages fails with, after settling what was sent', async () => {
    const { port } = await friendlyServer()
    const { hooks, events } = recorder()
    function* messages() {
      yield rawMessage('1')
      throw new Error('no more rows')
    }
    await expect(backendFor(port).sendMessages(messages(), hooks)).rejects.toThrow('no more rows')
    expect(events).toEqual(['mark 1', 'settled 1 accepted'])
  })
})

describe('what a server offers', () => {
  /** The MAIL command, and the result, of a message sent to a server with these extensions. */
  async function sent(extensions: readonly string[], ...args: Parameters<typeof rawMessage>) {
    const { port, peers } = await friendlyServer(undefined, extensions)
    const { results } = await backendFor(port).sendMessages([rawMessage(...args)])
    return {
      mail: peers[0]?.lines.find((line) => line.startsWith('MAIL')),
      result: results[0],
      lines: peers[0]?.lines,
    }
  }
  const eightBit = {
    header:
      'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n',
    body: 'caf\u00e9\r\n',
  }

  test('is used: SIZE is declared, 8BITMIME where the message needs it', async () => {
    expect((await sent(['SIZE 100000'], '1')).mail).toMatch(/^MAIL FROM:<from@example\.com> SIZE=\d+$/)
    expect((await sent(['8BITMIME'], '1')).mail).toBe('MAIL FROM:<from@example.com>')
    expect((await sent(['8BITMIME'], '1', eightBit)).mail).toBe('MAIL FROM:<from@example.com> BODY=8BITMIME')
  })

  test('without 8BITMIME gets the message in seven bits', async () => {
    const { mail, lines, result } = await sent([], '1', eightBit)
    expect(mail).toBe('MAIL FROM:<from@example.com>')
    expect(result?.state).toBe('accepted')
    expect(lines?.join('\n')).toMatch(/Content-Transfer-Encoding: (quoted-printable|base64)/i)
    expect(lines?.join('\n')).not.toMatch(/[^\n\x20-\x7e]/)
  })

  test('limits the size before MAIL', async () => {
    const { mail, result } = await sent(['SIZE 20'], '1')
    expect(mail).toBeUndefined()
    expect(result).toMatchObject({ state: 'failed', recipients: [{ code: null, enhanced: '5.3.4' }] })
  })

  test('without SMTPUTF8 fails a recipient beyond ASCII before MAIL, and serves the others', async () => {
    const { mail, result, lines } = await sent(['8BITMIME'], '1', {
      to: ['n\u00f8n@example.net', 'b@example.net'],
    })
    expect(result?.recipients).toMatchObject([{ state: 'failed', code: null }, { state: 'accepted' }])
    expect(mail).toBe('MAIL FROM:<from@example.com>')
    expect(lines?.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<b@example.net>'])
  })

  test('without SMTPUTF8 fails a message with raw UTF-8 in its header', async () => {
    expect((await sent(['8BITMIME'], '\u00e4mne')).result?.state).toBe('failed')
    expect((await sent([], '\u00e4mne')).result?.state).toBe('failed')
  })

  test('with SMTPUTF8 takes both, and is told only when needed', async () => {
    const { mail, result, lines } = await sent(['8BITMIME', 'SMTPUTF8'], '1', {
      to: ['n\u00f8n@example.net'],
    })
    expect(mail).toBe('MAIL FROM:<from@example.com> SMTPUTF8')
    expect(lines).toContain(`RCPT TO:<${Buffer.from('n\u00f8n').toString('latin1')}@example.net>`)
    expect(result?.state).toBe('accepted')
    expect((await sent(['SMTPUTF8'], '1')).mail).toBe('MAIL FROM:<from@example.com>')
  })

  test('never matters to an address that would end the command', async () => {
    const { result, lines } = await sent([], '1', {
      to: ['a@example.net>\r\nRCPT TO:<evil@example.com', 'b@example.net'],
    })
    expect(result?.recipients.map(({ state }) => state)).toEqual(['failed', 'accepted'])
    expect(lines?.join()).not.toContain('evil')
  })

  test('REQUIRETLS, asked for and missing, stops before MAIL', async () => {
    const { port, peers } = await friendlyServer(undefined, [])
    const error = await sessionErrorOf(backendFor(port, { requireTls: true }).sendMessages([rawMessage('1')]))
    expect(error).toMatchObject({ code: 'requiretls-missing', transient: false })
    await peers[0]?.gone()
    expect(peers[0]?.lines).toHaveLength(1)
  })
})
